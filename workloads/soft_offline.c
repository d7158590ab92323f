// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload soft-offline: the kernel stops using a frame that may fail soon. Its
 * page moves. Each operation costs the machine these frames.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/frames.h"
#include "workload.h"

#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_SOFT_OFFLINE)
		       ? -errno
		       : 0;
}

static const char *const needs[] = {"memory-failure", NULL};

const struct workload workload_soft_offline = {
	.name = "soft-offline",
	.summary = "madvise(MADV_SOFT_OFFLINE): frames are taken out of use",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_HUGETLB | MEMORY_THP | MEMORY_COPIED_BY_WRITE,
	.one_thread = true,
	.undisturbed = true,
	.machine_begin = machine_quiet,
	.begin = frames_begin,
	.end = frames_end,
	.prepare = frames_prepare,
	.operate = operate,
	.check = frames_expect_others,
	.predict = predict_target_pages,
};
