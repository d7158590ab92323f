// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload ksm-merge: pages of equal content are merged. The kernel's thread
 * does that, so the time of an operation is mainly that of its scans.
 */
#include "support/ksm.h"
#include "workload.h"

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
	.undisturbed = true,
	.machine_begin = ksm_machine_begin,
	.machine_end = ksm_machine_end,
	.begin = ksm_begin,
	.prepare = write_target,
	.operate = ksm_merge,
	.finish = ksm_finish,
	.predict = ksm_predict_merge,
	.predict_rest = predict_target_pages,
};
