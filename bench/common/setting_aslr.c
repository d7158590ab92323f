// SPDX-License-Identifier: GPL-2.0-only
/*
 * The setting `aslr`: random addresses. A run is quieter without them, but it
 * has a single memory layout then, and that is a single sample.
 */
#include "common/setting.h"

static const struct setting_word words[] = {
	{"off", "0"},
	{"partial", "1"},
	{"full", "2"},
	{0},
};

const struct setting setting_aslr = {
	.name = "aslr",
	.summary = "random addresses of stacks, mappings and heaps",
	.allowed = "off, partial, full",
	.sources = {{"proc/sys/kernel/randomize_va_space", words}},
};
