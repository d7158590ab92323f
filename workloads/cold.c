// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload cold: the application says that it will not need pages soon. Their
 * marks of use are cleared, and nobody is told: a control.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_COLD) ? -errno
								     : 0;
}

const struct workload workload_cold = {
	.name = "cold",
	.summary = "madvise(MADV_COLD) of pages that were written: a control",
	.refuses = MEMORY_HUGETLB,
	.flushes = true,
	.shares_vma = true,
	.prepare = write_target,
	.operate = operate,
	.predict = predict_nothing,
};
