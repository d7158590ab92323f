// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mlock-inside: a part of a VMA is locked in memory. No page changes,
 * but the kernel splits the VMA.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return mlock((void *)a->target, a->target_size) ? -errno : 0;
}

/* The kernel merges the three VMAs, without a call. */
static int finish(struct activity *a)
{
	return munlock((void *)a->target, a->target_size) ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_splits(p, a->area, area_end(a), a->target, target_end(a));
}

const struct workload workload_mlock_inside = {
	.name = "mlock-inside",
	.summary = "mlock(2) of pages in the middle of a VMA",
	.function = "__split_huge_pmd",
	.events = EVENT(CLEAR),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.refuses = MEMORY_COPIED_BY_WRITE,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
