// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload map-fixed: a mapping takes the place of another one, as allocators
 * do to give pages back and to have fresh ones at the same address.
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
	predict_unmap(p, a, a->target, target_end(a));
}

const struct workload workload_map_fixed = {
	.name = "map-fixed",
	.summary = "mmap(2) with MAP_FIXED over a whole VMA",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.predict = predict,
};
