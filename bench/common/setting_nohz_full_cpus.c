// SPDX-License-Identifier: GPL-2.0-only
/*
 * The setting `nohz_full_cpus`: processors without ticks while they run one
 * process. It is chosen when the kernel boots.
 */
#include "common/setting.h"

const struct setting setting_nohz_full_cpus = {
	.name = "nohz_full_cpus",
	.summary = "processors without ticks (nohz_full=)",
	.sources = {{"sys/devices/system/cpu/nohz_full", NULL}},
};
