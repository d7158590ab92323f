// SPDX-License-Identifier: GPL-2.0-only
/* The setting `thp`: transparent huge pages. */
#include "common/setting.h"

const struct setting setting_thp = {
	.name = "thp",
	.summary = "transparent huge pages",
	.allowed = "always, madvise, never",
	.quiet = "never",
	.sources = {{"sys/kernel/mm/transparent_hugepage/enabled", NULL}},
};
