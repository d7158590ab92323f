// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap: a VMA is moved. There are two notifier calls for the old
 * range: one when the page tables move, one when the rest of it is unmapped.
 */
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_move(p, a, a->target, target_end(a));
}

const struct workload workload_mremap = {
	.name = "mremap",
	.summary = "mremap(2) of a whole VMA to another address",
	.function = "move_page_tables, unmap_vmas",
	.events = EVENT(UNMAP),
	.common = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = move_target,
	.finish = unmap_spare,
	.predict = predict,
	.predict_rest = predict_spare_unmap,
};
