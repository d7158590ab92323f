// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload swap-out: pages are reclaimed at the wish of the application, and
 * written to swap space. Each is unmapped by a call of its own.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "support/swap.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_PAGEOUT) ? -errno
									: 0;
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT | PAGE_SWAPPED, PAGE_SWAPPED,
			     "some pages were not swapped out");
}

static const char *const needs[] = {"swap", NULL};

const struct workload workload_swap_out = {
	.name = "swap-out",
	.summary = "madvise(MADV_PAGEOUT) of pages, to swap space",
	.function = "try_to_unmap_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_FILE | MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP |
		   MEMORY_COPIED_BY_WRITE,
	.one_thread = true,
	.undisturbed = true,
	.ages = true,
	.spares_used = true,
	.machine_begin = swap_begin,
	.machine_end = swap_end,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.predict = predict_target_pages,
};
