// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-vmas: one munmap of several VMAs, of a page each if there are
 * few. The kernel makes one notifier call for the range, however many VMAs it
 * has.
 */
#include "support/page_state.h"
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, target_end(a));
	predict_unmap_inside_pieces(p, a, a->target, target_end(a),
				    target_piece(a));
}

/* Those of cut_vmas(), if a VMA is larger than a block. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_cut_vmas(p, a->target, a->target_size, target_piece(a));
}

const struct workload workload_munmap_vmas = {
	.name = "munmap-vmas",
	.summary = "munmap(2) of several VMAs, of a page each",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.unmaps = true,
	.prepare = map_and_cut_target,
	.operate = unmap_target,
	.check = target_expect_unmapped,
	.predict = predict,
	.predict_rest = predict_rest,
};
