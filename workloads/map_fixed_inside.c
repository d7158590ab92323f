// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload map-fixed-inside: a mapping takes the place of a part of another
 * one. The kernel splits the old VMA, as for munmap, and merges the new one
 * with what is left of it.
 */
#include "support/page_state.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return map_memory(&a->mapping, a->target, a->target_size);
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, 0, "the old pages are there");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_splits(p, a->area, area_end(a), a->target, target_end(a));
	predict_unmap(p, a, a->target, target_end(a));
}

const struct workload workload_map_fixed_inside = {
	.name = "map-fixed-inside",
	.summary = "mmap(2) with MAP_FIXED in the middle of a VMA",
	.function = "__split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.predict = predict,
};
