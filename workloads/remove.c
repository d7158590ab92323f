// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload remove: pages of a shared file are freed, and all who map them lose
 * them: MADV_REMOVE, as balloons of virtual machines use it.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_REMOVE) ? -errno
								       : 0;
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, 0, "the pages are still there");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

const struct workload workload_remove = {
	.name = "remove",
	.summary = "madvise(MADV_REMOVE) of pages of shared memory",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.wants = MEMORY_SHARED,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.predict = predict,
};
