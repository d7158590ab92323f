// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-inside: a part of a VMA is moved. The kernel moves the page
 * tables first, and splits the VMA only to unmap what is left of the part.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

/* Fill the hole, so that the kernel merges the three VMAs. */
static int finish(struct activity *a)
{
	if (munmap((void *)a->spare, a->target_size))
		return -errno;
	return map_memory(&a->mapping, a->target, a->target_size);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_move_tables(p, a, a->target, target_end(a));
	predict_target_splits(a, p);
	predict_target_unmap(a, p);
}

const struct workload workload_mremap_inside = {
	.name = "mremap-inside",
	.summary = "mremap(2) of pages in the middle of a VMA to another "
		   "address",
	.function = "move_page_tables, __split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.refuses = MEMORY_UNNAMED,
	.shares_vma = true,
	.unmaps = true,
	.prepare = write_target,
	.operate = move_target,
	.check = target_expect_unmapped,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_spare_unmap,
};
