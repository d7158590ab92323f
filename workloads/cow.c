// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload cow: writes of the parent after a fork. Each page is copied, with
 * one notifier call for each.
 */
#include "support/child.h"
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

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pages(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

/* prepare() has written the target, whatever backs it. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	struct activity written = *a;

	written.target_read = false;
	predict_fork(&written, p);
}

const struct workload workload_cow = {
	.name = "cow",
	.summary = "writes to pages that a child shares: one copy-on-write "
		   "fault each",
	.function = "wp_page_copy",
	.events = EVENT(CLEAR),
	.common = true,
	.refuses = MEMORY_SHARED,
	.forks = true,
	.prepare = prepare,
	.operate = operate,
	.finish = child_end,
	.predict = predict,
	.predict_rest = predict_rest,
};
