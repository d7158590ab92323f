// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload ksm-merge: pages of equal content are merged. The kernel's thread
 * does that, so the time of an operation is mainly that of its scans.
 */
#include "support/ksm.h"
#include "workload.h"

static int finish(struct activity *a)
{
	(void)a;
	return ksm_unmerge();
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	ksm_predict_merge(a, p);
}

/* finish() takes the pages apart: each is copied. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_pages(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

static const char *const needs[] = {"ksm", NULL};

const struct workload workload_ksm_merge = {
	.name = "ksm-merge",
	.summary = "ksmd merges pages of equal content",
	.function = "write_protect_page, replace_page",
	.events = EVENT(CLEAR),
	.needs = needs,
	.pages_min = 2,
	.own_memory = true,
	.one_thread = true,
	.machine_begin = ksm_machine_begin,
	.machine_end = ksm_machine_end,
	.begin = ksm_begin,
	.prepare = write_target,
	.operate = ksm_merge,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
