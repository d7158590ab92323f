// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-dontunmap: the pages of a VMA move to another address, and
 * the VMA stays, empty, as garbage collectors need it. Nothing is unmapped but
 * the pages that moved, so there is one notifier call.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int operate(struct activity *a)
{
	void *p = mremap((void *)a->target, a->target_size, a->target_size,
			 MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP,
			 (void *)a->spare);

	return p == MAP_FAILED ? -errno : 0;
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, 0, "the pages did not move");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, target_end(a));
}

const struct workload workload_mremap_dontunmap = {
	.name = "mremap-dontunmap",
	.summary = "mremap(2) with MREMAP_DONTUNMAP: the pages move, the VMA "
		   "stays",
	.function = "move_page_tables",
	.events = EVENT(UNMAP),
	.refuses = MEMORY_HUGETLB,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.finish = unmap_spare,
	.predict = predict,
	.predict_rest = predict_spare_unmap,
};
