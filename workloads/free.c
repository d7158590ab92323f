// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload free: the kernel may reclaim pages when it needs them: MADV_FREE, as
 * allocators use it. It marks them clean, and so it takes them from the device.
 */
#include "workload.h"

/* finish() discards the pages, so that each operation frees fresh ones. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target(a, p);
}

const struct workload workload_free = {
	.name = "free",
	.summary = "madvise(MADV_FREE) of pages that were written",
	.function = "madvise_free_single_vma",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_FILE | MEMORY_SHARED | MEMORY_HUGETLB,
	.shares_vma = true,
	.prepare = write_target,
	.operate = free_target,
	.finish = discard_target,
	.predict = predict_target,
	.predict_rest = predict_rest,
};
