// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-vmas: several VMAs are moved by one call, since 6.17. The
 * kernel moves one after the other, with two notifier calls for each.
 */
#include "support/page_state.h"
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	size_t piece = target_piece(a);

	for (uintptr_t vma = a->target; vma < target_end(a); vma += piece) {
		uintptr_t end = vma + piece;

		predict_move(p, a, vma,
			     end < target_end(a) ? end : target_end(a));
	}
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->spare,
		     a->spare + a->target_size);
	predict_cut_vmas(p, a->target, a->target_size, target_piece(a));
}

static const char *const needs[] = {"mremap-vmas", NULL};

const struct workload workload_mremap_vmas = {
	.name = "mremap-vmas",
	.summary = "mremap(2) of several VMAs at once",
	.function = "move_page_tables and unmap_vmas for each VMA",
	.events = EVENT(UNMAP),
	.needs = needs,
	.refuses = MEMORY_HUGETLB,
	.unmaps = true,
	.prepare = map_and_cut_target,
	.operate = move_target,
	.check = target_expect_unmapped,
	.finish = unmap_spare,
	.predict = predict,
	.predict_rest = predict_rest,
};
