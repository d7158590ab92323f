// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-vmas: several VMAs are moved by one call, since 6.17. The
 * kernel moves one after the other, with two notifier calls for each.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = map_and_write_target(a);

	return ret ? ret : cut_vmas(a->target, a->target_size, target_piece(a));
}

static int operate(struct activity *a)
{
	void *p = mremap((void *)a->target, a->target_size, a->target_size,
			 MREMAP_MAYMOVE | MREMAP_FIXED, (void *)a->spare);

	return p == MAP_FAILED ? -errno : 0;
}

static int check(struct activity *a)
{
	return expect_unmapped(a, a->target, a->target_size);
}

static int finish(struct activity *a)
{
	return munmap((void *)a->spare, a->target_size) ? -errno : 0;
}

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
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
