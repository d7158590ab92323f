// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-inside: a hole is unmapped in the middle of a VMA. Where the
 * kernel splits the VMA it also splits a huge page that might be there, and
 * makes a notifier call for the whole 2 MiB block even if there is no huge page
 * (vma_adjust_trans_huge). There is no such call for a split on the edge of a
 * block, or in a block that begins outside the VMA.
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

/*
 * @vma_start: start of the VMA that is split at @cut. The VMA of the second
 * split begins at the first.
 */
static void predict_cut(struct prediction *p, uintptr_t cut,
			uintptr_t vma_start)
{
	uintptr_t block = cut & ~(BLOCK_BYTES - 1);

	if (cut != block && block >= vma_start)
		predict_call(p, MNBENCH_EVENT_CLEAR, block,
			     block + BLOCK_BYTES);
}

static void predict(const struct activity *a, struct prediction *p)
{
	predict_cut(p, a->target, a->area);
	predict_cut(p, a->target + a->target_size, a->target);
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target,
		     a->target + a->target_size);
}

const struct workload workload_munmap_inside = {
	.name = "munmap-inside",
	.summary = "munmap(2) of pages in the middle of a VMA of 4 MiB",
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.unmaps = true,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
