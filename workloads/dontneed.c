// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload dontneed: MADV_DONTNEED, as allocators use it. The pages are freed,
 * the VMA stays.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_DONTNEED)
		       ? -errno
		       : 0;
}

static void predict(const struct activity *a, struct prediction *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target,
		     a->target + a->target_size);
}

const struct workload workload_dontneed = {
	.name = "dontneed",
	.summary = "madvise(MADV_DONTNEED) of pages that were written",
	.prepare = write_target,
	.operate = operate,
	.predict = predict,
};
