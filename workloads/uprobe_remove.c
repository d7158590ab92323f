// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uprobe-remove: probes are taken out of a program. Its pages are
 * those of the file again.
 */
#include "support/uprobe.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = uprobe_renew(a);

	return ret ? ret : uprobe_add(a);
}

static int check(struct activity *a)
{
	return uprobe_expect(a, false);
}

/* prepare() discards the pages, and adds the probes. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
	predict_target_pages(a, p);
}

static const char *const needs[] = {"uprobes", NULL};

const struct workload workload_uprobe_remove = {
	.name = "uprobe-remove",
	.summary = "the uprobes of a program are removed",
	.function = "__replace_page (uprobe_write since 7)",
	.events = EVENT(CLEAR),
	.needs = needs,
	.own_memory = true,
	.read_only = true,
	.one_thread = true,
	.begin = uprobe_begin,
	.end = uprobe_end,
	.prepare = prepare,
	.operate = uprobe_remove,
	.check = check,
	.predict = predict_target_pages,
	.predict_rest = predict_rest,
};
