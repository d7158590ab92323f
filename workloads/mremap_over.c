// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-over: a VMA is moved to where another one is, which is
 * unmapped first.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = map_area(a->spare, a->target_size);

	if (ret)
		return ret;
	touch_pages(a->spare, a->target_size);
	return map_and_write_target(a);
}

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

static int finish(struct activity *a)
{
	return munmap((void *)a->spare, a->target_size) ? -errno : 0;
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->spare,
		     a->spare + a->target_size);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_rest(a, p); /* what was there is unmapped */
	predict_move(p, a, a->target, target_end(a));
}

const struct workload workload_mremap_over = {
	.name = "mremap-over",
	.summary = "mremap(2) of a VMA to where another one is",
	.function = "unmap_vmas, move_page_tables, unmap_vmas",
	.events = EVENT(UNMAP),
	.refuses = MEMORY_HUGETLB,
	.unmaps = true,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
