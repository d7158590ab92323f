// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-over: a VMA is moved to where another one is, which is
 * unmapped first.
 */
#include "support/page_state.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = map_area(a->spare, a->target_size);

	if (ret)
		return ret;
	touch_pages(a->spare, a->target_size);
	return map_and_write_target(a);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_spare_unmap(a, p); /* what was there is unmapped */
	predict_move(p, a, a->target, target_end(a));
}

const struct workload workload_mremap_over = {
	.name = "mremap-over",
	.summary = "mremap(2) of a VMA to where another one is",
	.function = "unmap_vmas, move_page_tables, unmap_vmas",
	.events = EVENT(UNMAP),
	.refuses = MEMORY_HUGETLB,
	.unmaps = true,
	.prepare = prepare,
	.operate = move_target,
	.check = target_expect_unmapped,
	.finish = unmap_spare,
	.predict = predict,
	.predict_rest = predict_spare_unmap,
};
