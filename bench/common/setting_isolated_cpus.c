// SPDX-License-Identifier: GPL-2.0-only
/*
 * The setting `isolated_cpus`: processors that the scheduler leaves alone. It
 * is chosen when the kernel boots. The agent runs on the last of them.
 */
#include "common/setting.h"

const struct setting setting_isolated_cpus = {
	.name = "isolated_cpus",
	.summary = "processors that the scheduler leaves alone (isolcpus=)",
	.sources = {{"sys/devices/system/cpu/isolated", NULL}},
};
