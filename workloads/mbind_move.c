// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mbind-move: a VMA is bound to another NUMA node, with its pages.
 */
#include <errno.h>
#include <numaif.h>

#include "support/nodes.h"
#include "workload.h"

/* The whole VMA, so that it is not split. */
static int bind(const struct activity *a, int policy, unsigned long nodes,
		unsigned int flags)
{
	return mbind((void *)a->area, a->area_size, policy,
		     nodes ? &nodes : NULL, nodes ? 8 * sizeof(nodes) : 0,
		     flags)
		       ? -errno
		       : 0;
}

static int prepare(struct activity *a)
{
	write_target(a);
	return page_list_move(a, node_before(a));
}

static int operate(struct activity *a)
{
	return bind(a, MPOL_BIND, 1UL << node_behind(a), MPOL_MF_MOVE);
}

static int check(struct activity *a)
{
	return page_list_expect(a, node_behind(a));
}

static int finish(struct activity *a)
{
	return bind(a, MPOL_DEFAULT, 0, 0);
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_pages(a, p); /* prepare() moves them back */
}

static const char *const needs[] = {"two-nodes", NULL};

const struct workload workload_mbind_move = {
	.name = "mbind-move",
	.summary = "mbind(2) of a VMA to another NUMA node, with its pages",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_GIGANTIC | MEMORY_COPIED_BY_WRITE,
	.undisturbed = true,
	.begin = page_list_begin,
	.end = page_list_end,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.finish = finish,
	.predict = predict_target_pages,
	.predict_rest = predict_rest,
};
