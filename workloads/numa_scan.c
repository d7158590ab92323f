// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload numa-scan: NUMA balancing takes the pages of a VMA away for a
 * moment, to see which node uses them. The kernel does that when the process
 * has run for some time, so the time of an operation is mainly the wait for it.
 */
#include "support/balancing.h"
#include "support/nodes.h"
#include "workload.h"

static int begin(struct activity *a)
{
	int ret = page_list_begin(a);

	return ret ? ret : balancing_forbid();
}

/* Pages of the node that uses them are left alone. */
static int prepare(struct activity *a)
{
	write_target(a);
	return page_list_move(a, node_away());
}

static int operate(struct activity *a)
{
	int ret = balancing_scan(a);
	int forbidden = balancing_permit(a, false);

	return ret ? ret : forbidden;
}

/* Without the policy a page stays where it is when it is used again. */
static int finish(struct activity *a)
{
	touch_pages(a->target, a->target_size);
	return page_list_expect(a, node_away());
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_protection(p, a, a->area, area_end(a));
}

static const char *const needs[] = {"numa-balancing", NULL};

const struct workload workload_numa_scan = {
	.name = "numa-scan",
	.summary = "NUMA balancing scans a VMA",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.needs = needs,
	.own_memory = true,
	.one_thread = true,
	.undisturbed = true,
	.own_nodes = true,
	.machine_begin = balancing_begin,
	.begin = begin,
	.end = page_list_end,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
