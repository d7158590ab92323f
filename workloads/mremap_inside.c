// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-inside: a part of a VMA is moved. The kernel moves the page
 * tables first, and splits the VMA only to unmap what is left of the part.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int operate(struct activity *a)
{
	void *p = mremap((void *)a->target, a->target_size, a->target_size,
			 MREMAP_MAYMOVE | MREMAP_FIXED, (void *)a->spare);

	return p == MAP_FAILED ? -errno : 0;
}

static int check(struct activity *a)
{
	return expect_unmapped(a, a->target, a->target_size);
}

/* Fill the hole, so that the kernel merges the three VMAs. */
static int finish(struct activity *a)
{
	if (munmap((void *)a->spare, a->target_size))
		return -errno;
	return map_memory(&a->mapping, a->target, a->target_size);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, target_end(a));
	predict_splits(p, a->area, area_end(a), a->target, target_end(a));
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, target_end(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->spare,
		     a->spare + a->target_size);
}

const struct workload workload_mremap_inside = {
	.name = "mremap-inside",
	.summary = "mremap(2) of pages in the middle of a VMA to another "
		   "address",
	.function = "move_page_tables, __split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.unmaps = true,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
