// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload free-vmas: MADV_FREE of several VMAs at once. There is a notifier
 * call for each of them, because madvise(2) frees one after the other.
 */
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pieces(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a),
		       target_piece(a));
}

const struct workload workload_free_vmas = {
	.name = "free-vmas",
	.summary = "madvise(MADV_FREE) of several VMAs",
	.function = "madvise_free_single_vma",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_FILE | MEMORY_SHARED | MEMORY_HUGETLB,
	.begin = cut_target,
	.prepare = write_target,
	.operate = free_target,
	.finish = discard_target,
	.predict = predict,
	/* finish() discards the pages: a call for each VMA, too. */
	.predict_rest = predict,
};
