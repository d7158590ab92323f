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
	/*
	 * If the pool has no page for the copy that is not reserved, the
	 * kernel takes the child's away (unmap_ref_private), with no call in
	 * this mm. With two pages on two nodes that happened on 6.12.
	 */
	.refuses = MEMORY_SHARED | MEMORY_GIGANTIC,
	.forks = true,
	.prepare = share_target,
	.operate = touch_target,
	.finish = child_end,
	.predict = predict_target_copies,
	.predict_rest = predict_share_target,
};
