// SPDX-License-Identifier: GPL-2.0-only
/* The setting `turbo`: frequencies that last only while it is cool enough. */
#include "common/setting.h"

static const struct setting_word no_turbo[] = {
	{"off", "1"},
	{"on", "0"},
	{0},
};

static const struct setting_word boost[] = {
	{"off", "0"},
	{"on", "1"},
	{0},
};

const struct setting setting_turbo = {
	.name = "turbo",
	.summary = "frequencies that last only while it is cool enough",
	.allowed = "off, on",
	.quiet = "off",
	.sources = {{"sys/devices/system/cpu/intel_pstate/no_turbo", no_turbo},
		    {"sys/devices/system/cpu/cpufreq/boost", boost},
		    {"sys/devices/system/cpu/cpufreq/policy[0-9]*/boost",
		     boost}},
};
