// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload dontfork-inside: forks shall leave out a part of a VMA, as RDMA
 * programs ask for each buffer. No page changes, but the kernel splits the VMA.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int advise(const struct activity *a, int advice)
{
	return madvise((void *)a->target, a->target_size, advice) ? -errno : 0;
}

static int operate(struct activity *a)
{
	return advise(a, MADV_DONTFORK);
}

/* The kernel merges the three VMAs, without a call. */
static int finish(struct activity *a)
{
	return advise(a, MADV_DOFORK);
}

const struct workload workload_dontfork_inside = {
	.name = "dontfork-inside",
	.summary = "madvise(MADV_DONTFORK) of pages in the middle of a VMA",
	.function = "__split_huge_pmd",
	.events = EVENT(CLEAR),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	/* Of these, forks cannot have a part again (MADV_DOFORK). */
	.refuses = MEMORY_HUGETLB,
	.shares_vma = true,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict_target_splits,
};
