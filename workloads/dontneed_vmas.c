// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload dontneed-vmas: MADV_DONTNEED of several VMAs at once. There is a
 * notifier call for each of them.
 */
#include "support/page_state.h"
#include "workload.h"

static int begin(struct activity *a)
{
	return cut_vmas(a->target, a->target_size, target_piece(a));
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, 0, "the pages are still there");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pieces(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a),
		       target_piece(a));
}

const struct workload workload_dontneed_vmas = {
	.name = "dontneed-vmas",
	.summary = "madvise(MADV_DONTNEED) of several VMAs",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.begin = begin,
	.prepare = write_target,
	.operate = discard_target,
	.check = check,
	.predict = predict,
};
