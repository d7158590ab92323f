// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload cow: writes of the parent after a fork. Each page is copied, with
 * one notifier call for each.
 */
#include "support/child.h"
#include "workload.h"

const struct workload workload_cow = {
	.name = "cow",
	.summary = "writes to pages that a child shares: one copy-on-write "
		   "fault each",
	.function = "wp_page_copy (hugetlb_wp)",
	.events = EVENT(CLEAR),
	.common = true,
	.refuses = MEMORY_SHARED,
	.forks = true,
	.prepare = share_target,
	.operate = touch_target,
	.finish = child_end,
	.predict = predict_target_copies,
	.predict_rest = predict_share_target,
};
