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

const struct workload workload_remove = {
	.name = "remove",
	.summary = "madvise(MADV_REMOVE) of pages of shared memory",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.wants = MEMORY_SHARED,
	.prepare = write_target_to_disk,
	.operate = operate,
	.check = target_expect_discarded,
	.predict = predict_target,
	.predict_rest = predict_write_to_disk,
};
