// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload migrate-pages: all pages of a process on one NUMA node move to
 * another, as a job scheduler does. Nothing but the target is on that node.
 */
#include <errno.h>
#include <numaif.h>

#include "support/nodes.h"
#include "workload.h"

static long migrate_all(int from, int to)
{
	const unsigned long old = 1UL << from, new = 1UL << to;

	return migrate_pages(0, 8 * sizeof(old), &old, &new);
}

/* All else that the process has leaves the other node for good. */
static int begin(struct activity *a)
{
	int ret = page_list_begin(a);

	if (ret)
		return ret;
	return migrate_all(node_away(), node_home()) < 0 ? -errno : 0;
}

static int prepare(struct activity *a)
{
	write_target(a);
	return page_list_move(a, node_away());
}

/*
 * The number of pages that did not move does not tell: since 7.0 the kernel's
 * page in the VMA [vvar] is one (migrate_folio_add).
 */
static int operate(struct activity *a)
{
	(void)a;
	return migrate_all(node_away(), node_home()) < 0 ? -errno : 0;
}

static int check(struct activity *a)
{
	return page_list_expect(a, node_home());
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_pages(a, p); /* prepare() moves them to the other node */
}

static const char *const needs[] = {"two-nodes", NULL};

const struct workload workload_migrate_pages = {
	.name = "migrate-pages",
	.summary = "migrate_pages(2) of a process to another NUMA node",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_GIGANTIC | MEMORY_COPIED_BY_WRITE,
	.one_thread = true,
	.undisturbed = true,
	.own_nodes = true,
	.begin = begin,
	.end = page_list_end,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.predict = predict_target_pages,
	.predict_rest = predict_rest,
};
