// SPDX-License-Identifier: GPL-2.0-only
/* The setting `governor`: what chooses the frequency of each processor. */
#include "common/setting.h"

const struct setting setting_governor = {
	.name = "governor",
	.summary = "what chooses the frequency of the processors",
	.allowed = "a word of scaling_available_governors",
	.quiet = "performance",
	.sources = {{"sys/devices/system/cpu/cpufreq/policy[0-9]*/"
		     "scaling_governor",
		     NULL}},
};
