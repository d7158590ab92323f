// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-shrink: a VMA shrinks where it is, as realloc of a large
 * block does: its tail, the target, is unmapped.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

/* What is behind the target would be unmapped, too. */
static int begin(struct activity *a)
{
	return munmap((void *)target_end(a), area_end(a) - target_end(a))
		       ? -errno
		       : 0;
}

/* The kernel merges it with the rest of its VMA, without a call. */
static int prepare(struct activity *a)
{
	int ret = map_memory(&a->mapping, a->target, a->target_size);

	return ret ? ret : write_target(a);
}

static int operate(struct activity *a)
{
	size_t kept = a->target - a->area;
	void *p = mremap((void *)a->area, kept + a->target_size, kept, 0);

	return p == MAP_FAILED ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_splits(p, a->area, target_end(a), a->target, target_end(a));
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, target_end(a));
}

const struct workload workload_mremap_shrink = {
	.name = "mremap-shrink",
	.summary = "mremap(2) that cuts off the end of a VMA",
	.function = "__split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.refuses = MEMORY_HUGETLB,
	.unmaps = true,
	.begin = begin,
	.prepare = prepare,
	.operate = operate,
	.check = target_expect_unmapped,
	.predict = predict,
};
