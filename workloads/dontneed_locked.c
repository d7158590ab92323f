// SPDX-License-Identifier: GPL-2.0-only
/* Workload dontneed-locked: pages of a locked VMA are discarded. */
#include <errno.h>
#include <linux/mman.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int begin(struct activity *a)
{
	return mlock((void *)a->area, a->area_size) ? -errno : 0;
}

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_DONTNEED_LOCKED)
		       ? -errno
		       : 0;
}

const struct workload workload_dontneed_locked = {
	.name = "dontneed-locked",
	.summary = "madvise(MADV_DONTNEED_LOCKED) of a VMA that is locked in "
		   "memory",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_HUGETLB | MEMORY_COPIED_BY_WRITE,
	.begin = begin,
	.prepare = write_target,
	.operate = operate,
	.check = target_expect_discarded,
	.predict = predict_target,
};
