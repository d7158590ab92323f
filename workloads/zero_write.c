// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload zero-write: the first write to pages that were only read so far. The
 * kernel's zero page, or the page of a private file, is replaced by a copy.
 */
#include <errno.h>

#include "support/page_state.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = discard_target(a);

	if (!ret)
		read_pages(a->target, a->target_size);
	return ret;
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

/* prepare() discards the pages. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

const struct workload workload_zero_write = {
	.name = "zero-write",
	.summary = "writes to pages that were only read: one copy-on-write "
		   "fault each",
	.function = "wp_page_copy",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP,
	.prepare = prepare,
	.operate = operate,
	.predict = predict,
	.predict_rest = predict_rest,
};
