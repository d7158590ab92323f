// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uprobe-add: probes are put into a program, as tracers do. The page
 * of each is replaced by a copy with the breakpoint.
 */
#include "support/uprobe.h"
#include "workload.h"

static int check(struct activity *a)
{
	return uprobe_expect(a, true);
}

static int finish(struct activity *a)
{
	return uprobe_remove(a);
}

/* finish() removes the probes, and prepare() discards the pages. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_pages(a, p);
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

static const char *const needs[] = {"uprobes", NULL};

const struct workload workload_uprobe_add = {
	.name = "uprobe-add",
	.summary = "a uprobe is put on each page of a program",
	.function = "__replace_page (wp_page_copy since 7)",
	.events = EVENT(CLEAR),
	.needs = needs,
	.own_memory = true,
	.read_only = true,
	.one_thread = true,
	.begin = uprobe_begin,
	.end = uprobe_end,
	.prepare = uprobe_renew,
	.operate = uprobe_add,
	.check = check,
	.finish = finish,
	.predict = predict_target_pages,
	.predict_rest = predict_rest,
};
