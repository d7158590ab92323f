// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap: a VMA is moved. There are two notifier calls for the old
 * range: one when the page tables move, one when the rest of it is unmapped.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	void *p = mremap((void *)a->target, a->target_size, a->target_size,
			 MREMAP_MAYMOVE | MREMAP_FIXED, (void *)a->spare);

	return p == MAP_FAILED ? -errno : 0;
}

static int finish(struct activity *a)
{
	return munmap((void *)a->spare, a->target_size) ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_move(p, a, a->target, target_end(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->spare,
		     a->spare + a->target_size);
}

const struct workload workload_mremap = {
	.name = "mremap",
	.summary = "mremap(2) of a whole VMA to another address",
	.function = "move_page_tables, unmap_vmas",
	.events = EVENT(UNMAP),
	.common = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
