// SPDX-License-Identifier: GPL-2.0-only
/* Workload move-pages: pages move from one NUMA node to another, and back. */
#include "support/nodes.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	write_target(a);
	return page_list_move(a, node_before(a));
}

static int operate(struct activity *a)
{
	return page_list_move(a, node_behind(a));
}

static int check(struct activity *a)
{
	return page_list_expect(a, node_behind(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_pages(a, p); /* prepare() moves them back */
}

static const char *const needs[] = {"two-nodes", NULL};

const struct workload workload_move_pages = {
	.name = "move-pages",
	.summary = "move_pages(2) of pages to another NUMA node",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_GIGANTIC | MEMORY_COPIED_BY_WRITE,
	.undisturbed = true,
	.shares_vma = true,
	.begin = page_list_begin,
	.end = page_list_end,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.predict = predict_target_pages,
	.predict_rest = predict_rest,
};
