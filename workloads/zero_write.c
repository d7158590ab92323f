// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload zero-write: the first write to pages that were only read so far. The
 * kernel's zero page, or the page of a private file, is replaced by a copy.
 */
#include "workload.h"

const struct workload workload_zero_write = {
	.name = "zero-write",
	.summary = "writes to pages that were only read: one copy-on-write "
		   "fault each",
	.function = "wp_page_copy",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP,
	.shares_vma = true,
	.prepare = read_fresh_target,
	.operate = touch_target,
	.predict = predict_target_pages,
	.predict_rest = predict_target,
};
