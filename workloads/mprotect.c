// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mprotect: a whole VMA becomes read-only. If it lies in one GiB,
 * there is one notifier call.
 */
#include "workload.h"

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_protection(a, p); /* finish() makes it writable again */
}

const struct workload workload_mprotect = {
	.name = "mprotect",
	.summary = "mprotect(2) of a whole VMA from read-write to read-only",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.common = true,
	.prepare = write_target,
	.operate = forbid_writes,
	.finish = permit_writes,
	.predict = predict_target_protection,
	.predict_rest = predict_rest,
};
