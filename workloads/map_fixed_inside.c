// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload map-fixed-inside: a mapping takes the place of a part of another
 * one. The kernel splits the old VMA, as for munmap, and merges the new one
 * with what is left of it.
 */
#include "support/page_state.h"
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_target_splits(a, p);
	predict_target_unmap(a, p);
}

const struct workload workload_map_fixed_inside = {
	.name = "map-fixed-inside",
	.summary = "mmap(2) with MAP_FIXED in the middle of a VMA",
	.function = "__split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.refuses = MEMORY_UNNAMED,
	.shares_vma = true,
	.prepare = write_target,
	.operate = map_target,
	.check = target_expect_discarded,
	.predict = predict,
};
