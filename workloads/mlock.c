// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mlock: a whole VMA is locked in memory. A control: no page changes,
 * and no VMA is split.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return mlock((void *)a->target, a->target_size) ? -errno : 0;
}

static int finish(struct activity *a)
{
	return munlock((void *)a->target, a->target_size) ? -errno : 0;
}

const struct workload workload_mlock = {
	.name = "mlock",
	.summary = "mlock(2) of a whole VMA: a control",
	.refuses = MEMORY_COPIED_BY_WRITE,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict_nothing,
};
