// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-inside: a hole is unmapped in the middle of a VMA. Where the
 * kernel splits the VMA it makes a notifier call, too: see predict_splits().
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return munmap((void *)a->target, a->target_size) ? -errno : 0;
}

/* Fill the hole, so that the kernel merges the three VMAs. */
static int finish(struct activity *a)
{
	return map_memory(&a->mapping, a->target, a->target_size);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_splits(p, a->area, area_end(a), a->target, target_end(a));
	predict_unmap(p, a, a->target, target_end(a));
}

const struct workload workload_munmap_inside = {
	.name = "munmap-inside",
	.summary = "munmap(2) of pages in the middle of a VMA of 4 MiB",
	.function = "__split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.common = true,
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.unmaps = true,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
