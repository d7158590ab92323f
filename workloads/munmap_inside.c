// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-inside: a hole is unmapped in the middle of a VMA. Where the
 * kernel splits the VMA it makes a notifier call, too: see predict_splits().
 */
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_target_splits(a, p);
	predict_target_unmap(a, p);
}

const struct workload workload_munmap_inside = {
	.name = "munmap-inside",
	.summary = "munmap(2) of pages in the middle of a VMA of 4 MiB",
	.function = "__split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.common = true,
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.refuses = MEMORY_UNNAMED,
	.shares_vma = true,
	.unmaps = true,
	.prepare = write_target,
	.operate = unmap_target,
	.finish = map_target,
	.predict = predict,
};
