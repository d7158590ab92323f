// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload pageout: reclaim of pages at the wish of the application. Without
 * swap anonymous pages stay as they are, and no range is invalidated; pages of
 * a file, also one in memory, are unmapped one by one. Before 6.9 the kernel
 * asks first for each page whether it was used, as all reclaim does.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	if (madvise((void *)a->target, a->target_size, MADV_PAGEOUT))
		return -errno;
	return 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	if (!a->mapping.mapped_file && !a->mapping.shared)
		return;
	predict_pages(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

const struct workload workload_pageout = {
	.name = "pageout",
	.summary = "madvise(MADV_PAGEOUT) of pages that were written, without "
		   "swap",
	.function = "try_to_unmap_one",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_HUGETLB | MEMORY_THP,
	.ages = true,
	.shares_vma = true,
	.prepare = write_target,
	.operate = operate,
	.predict = predict,
};
