// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload dontneed-vmas: MADV_DONTNEED of several VMAs at once. There is a
 * notifier call for each of them.
 */
#include "support/page_state.h"
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pieces(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a),
		       target_piece(a));
	predict_unmap_inside_pieces(p, a, a->target, target_end(a),
				    target_piece(a));
}

const struct workload workload_dontneed_vmas = {
	.name = "dontneed-vmas",
	.summary = "madvise(MADV_DONTNEED) of several VMAs",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.begin = cut_target,
	.prepare = write_target,
	.operate = discard_target,
	.check = target_expect_discarded,
	.predict = predict,
};
