// SPDX-License-Identifier: GPL-2.0-only
/* Workload move-pages: pages move from one NUMA node to another, and back. */
#include <errno.h>

#include "support/nodes.h"
#include "workload.h"

static int begin(struct activity *a)
{
	a->own = page_list_new(a);
	return a->own ? 0 : -ENOMEM;
}

static void end(struct activity *a)
{
	page_list_free(a->own);
}

static int prepare(struct activity *a)
{
	write_target(a);
	return page_list_move(a, a->own, node_home());
}

static int operate(struct activity *a)
{
	return page_list_move(a, a->own, node_away());
}

static int check(struct activity *a)
{
	return page_list_expect(a, a->own, node_away());
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pages(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict(a, p); /* prepare() moves them back */
}

static const char *const needs[] = {"two-nodes", NULL};

const struct workload workload_move_pages = {
	.name = "move-pages",
	.summary = "move_pages(2) of pages to another NUMA node",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_HUGETLB | MEMORY_THP | MEMORY_COPIED_BY_WRITE,
	.begin = begin,
	.end = end,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.predict = predict,
	.predict_rest = predict_rest,
};
