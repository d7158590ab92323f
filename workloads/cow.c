// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload cow: writes of the parent after a fork. Each page is copied, with
 * one notifier call for each.
 */
#include "workload.h"

static int prepare(struct activity *a)
{
	touch_pages(a->target, a->target_size);
	return child_start(a, false);
}

static int operate(struct activity *a)
{
	touch_pages(a->target, a->target_size);
	return 0;
}

static void predict(const struct activity *a, struct prediction *p)
{
	for (size_t i = 0; i < a->target_size; i += PAGE_BYTES)
		predict_call(p, MNBENCH_EVENT_CLEAR, a->target + i,
			     a->target + i + PAGE_BYTES);
}

/* prepare() has written the target, whatever backs it. */
static void predict_rest(const struct activity *a, struct prediction *p)
{
	struct activity written = *a;

	written.target_read = false;
	predict_fork(&written, p);
}

const struct workload workload_cow = {
	.name = "cow",
	.summary = "writes to pages that a child shares: one copy-on-write "
		   "fault each",
	.forks = true,
	.prepare = prepare,
	.operate = operate,
	.finish = child_end,
	.predict = predict,
	.predict_rest = predict_rest,
};
