// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload touch: the control. A page fault on an empty page changes no page
 * that a subscriber could hold, so there is no notifier call.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int prepare(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_DONTNEED)
		       ? -errno
		       : 0;
}

static int operate(struct activity *a)
{
	touch_pages(a->target, a->target_size);
	return 0;
}

static void predict(const struct activity *a, struct prediction *p)
{
	(void)a;
	(void)p;
}

static void predict_rest(const struct activity *a, struct prediction *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target,
		     a->target + a->target_size);
}

const struct workload workload_touch = {
	.name = "touch",
	.summary = "the first write to each page: the control, it makes no "
		   "callback",
	.target_empty = true,
	.prepare = prepare,
	.operate = operate,
	.predict = predict,
	.predict_rest = predict_rest,
};
