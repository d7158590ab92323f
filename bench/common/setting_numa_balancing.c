// SPDX-License-Identifier: GPL-2.0-only
/* The setting `numa_balancing`: it unmaps pages to see which node uses them. */
#include "common/setting.h"

static const struct setting_word words[] = {
	{"off", "0"},
	{"on", "1"},
	{0},
};

const struct setting setting_numa_balancing = {
	.name = "numa_balancing",
	.summary = "unmapping pages to see which NUMA node uses them",
	.allowed = "off, on",
	.quiet = "off",
	.sources = {{"proc/sys/kernel/numa_balancing", words}},
};
