// SPDX-License-Identifier: GPL-2.0-only
/* The setting `ksm`: merging equal pages of processes that allow it. */
#include "common/setting.h"

static const struct setting_word words[] = {
	{"off", "0"},
	{"on", "1"},
	{"unmerge", "2"},
	{0},
};

const struct setting setting_ksm = {
	.name = "ksm",
	.summary = "merging equal pages of processes that allow it",
	.allowed = "off, on, unmerge",
	.quiet = "off",
	.sources = {{"sys/kernel/mm/ksm/run", words}},
};
