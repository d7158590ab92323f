// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload swap-in: pages come back from swap space as they are used. A
 * control: nobody had them.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "support/swap.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	write_target(a);
	if (madvise((void *)a->target, a->target_size, MADV_PAGEOUT))
		return -errno;
	return target_expect(a, PAGE_PRESENT | PAGE_SWAPPED, PAGE_SWAPPED,
			     "some pages were not swapped out");
}

static const char *const needs[] = {"swap", NULL};

const struct workload workload_swap_in = {
	.name = "swap-in",
	.summary = "writes to pages that are in swap space: a control",
	.needs = needs,
	.refuses = MEMORY_FILE | MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP |
		   MEMORY_COPIED_BY_WRITE,
	.one_thread = true,
	.undisturbed = true,
	.spares_used = true,
	.target_empty = true,
	.machine_begin = swap_begin,
	.machine_end = swap_end,
	.prepare = prepare,
	.operate = touch_target,
	.predict = predict_nothing,
	.predict_rest = predict_target_pages,
};
