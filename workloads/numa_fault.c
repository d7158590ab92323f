// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload numa-fault: the application uses pages that NUMA balancing has taken
 * away for a moment. Each is on another node, and moves.
 */
#include "support/balancing.h"
#include "support/kernel_file.h"
#include "support/nodes.h"
#include "workload.h"

#define SWITCH "/proc/sys/kernel/numa_balancing"

static int begin(struct activity *a)
{
	int ret = page_list_begin(a);

	return ret ? ret : balancing_forbid();
}

/* Then no other scan comes between. */
static int prepare(struct activity *a)
{
	int ret;

	write_target(a);
	ret = page_list_move(a, node_away());
	if (!ret)
		ret = kernel_write(SWITCH, "1");
	if (!ret)
		ret = balancing_scan(a);
	return ret ? ret : kernel_write(SWITCH, "0");
}

static int finish(struct activity *a)
{
	int ret = page_list_expect(a, node_home());

	return ret ? ret : balancing_permit(a, false);
}

/* prepare() moves them back, and waits for a scan. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_pages(a, p);
	predict_protection(p, a, a->area, area_end(a));
}

static const char *const needs[] = {"numa-balancing", NULL};

const struct workload workload_numa_fault = {
	.name = "numa-fault",
	.summary = "pages move to the NUMA node that uses them",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.own_memory = true,
	.one_thread = true,
	.undisturbed = true,
	.own_nodes = true,
	.target_empty = true,
	.machine_begin = balancing_begin,
	.begin = begin,
	.end = page_list_end,
	.prepare = prepare,
	.operate = touch_target,
	.finish = finish,
	.predict = predict_target_pages,
	.predict_rest = predict_rest,
};
