// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload cow-thp: writes of the parent to huge pages that a child shares. The
 * first write splits a huge page, and then each page that is written is copied.
 */
#include "support/child.h"
#include "support/huge.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = make_huge_pages(a);

	return ret ? ret : child_start(a, false);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	uintptr_t block, next;

	for (block = a->target; block < target_end(a); block = next) {
		uintptr_t start = block & ~(BLOCK_BYTES - 1);

		next = start + BLOCK_BYTES;
		predict_call(p, MNBENCH_EVENT_CLEAR, start, next);
		predict_pages(p, MNBENCH_EVENT_CLEAR, block,
			      next < target_end(a) ? next : target_end(a));
	}
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_make_huge_pages(a, p);
	predict_fork(a, p);
}

static const char *const needs[] = {"thp", NULL};

const struct workload workload_cow_thp = {
	.name = "cow-thp",
	.summary = "writes to a huge page that a child shares",
	.function = "__split_huge_pmd, wp_page_copy",
	.events = EVENT(CLEAR),
	.needs = needs,
	.margin_behind = BLOCK_BYTES,
	.own_memory = true,
	.forks = true,
	.prepare = prepare,
	.operate = touch_target,
	.finish = child_end,
	.predict = predict,
	.predict_rest = predict_rest,
};
