// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mprotect: a whole VMA becomes read-only. It lies under one PUD, so
 * there is one notifier call.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return mprotect((void *)a->target, a->target_size, PROT_READ) ? -errno
								      : 0;
}

static int finish(struct activity *a)
{
	return mprotect((void *)a->target, a->target_size,
			PROT_READ | PROT_WRITE)
		       ? -errno
		       : 0;
}

static void predict(const struct activity *a, struct prediction *p)
{
	predict_call(p, MNBENCH_EVENT_PROTECTION_VMA, a->target,
		     a->target + a->target_size);
}

static void predict_rest(const struct activity *a, struct prediction *p)
{
	predict(a, p); /* finish() makes it writable again */
}

const struct workload workload_mprotect = {
	.name = "mprotect",
	.summary = "mprotect(2) of a whole VMA from read-write to read-only",
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
