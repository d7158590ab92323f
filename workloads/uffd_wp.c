// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-wp: pages are protected by userfaultfd, as snapshots of virtual
 * machines need it. No VMA is split for that, wherever the pages are.
 */
#include "support/uffd.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return uffd_write_protect(a->file, a->target, a->target_size, true);
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_protection(a, p); /* finish() permits writes again */
}

static const char *const needs[] = {"uffd-wp", NULL};

const struct workload workload_uffd_wp = {
	.name = "uffd-wp",
	.summary = "userfaultfd protects pages against writes",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.needs = needs,
	.refuses = MEMORY_DISK,
	.takes_access = true,
	.begin = uffd_begin_wp,
	.end = uffd_end,
	.prepare = write_target,
	.operate = operate,
	.check = uffd_expect_protected,
	.finish = uffd_permit_target,
	.predict = predict_target_protection,
	.predict_rest = predict_rest,
};
