// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload touch: the control. A page fault on an empty page changes no page
 * that a subscriber could hold, so there is no notifier call.
 */
#include "workload.h"

static int operate(struct activity *a)
{
	touch_pages(a->target, a->target_size);
	return 0;
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target,
		     a->target + a->target_size);
}

const struct workload workload_touch = {
	.name = "touch",
	.summary = "the first write to each page: the control, it makes no "
		   "callback",
	.common = true,
	.target_empty = true,
	.prepare = discard_target,
	.operate = operate,
	.predict = predict_nothing,
	.predict_rest = predict_rest,
};
