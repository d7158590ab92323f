// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mlock-zero: memory is locked that was only read so far. The kernel
 * gives each page a copy of its own at once, so that no later write needs one.
 */
#include <errno.h>
#include <sys/mman.h>

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
	return mlock((void *)a->target, a->target_size) ? -errno : 0;
}

static int finish(struct activity *a)
{
	return munlock((void *)a->target, a->target_size) ? -errno : 0;
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

const struct workload workload_mlock_zero = {
	.name = "mlock-zero",
	.summary = "mlock(2) of pages that were only read",
	.function = "wp_page_copy",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
