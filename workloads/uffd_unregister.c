// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-unregister: a part of a VMA leaves userfaultfd. Protections are
 * taken back, whether or not there are any, and the VMA is split.
 */
#include <linux/userfaultfd.h>

#include "support/uffd.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return uffd_unregister(a->file, a->target, a->target_size);
}

/* The kernel merges the three VMAs, without a call. */
static int finish(struct activity *a)
{
	return uffd_register(a->file, a->target, a->target_size,
			     UFFDIO_REGISTER_MODE_WP);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_target_protection(a, p);
	predict_target_splits(a, p);
}

static const char *const needs[] = {"uffd-wp", NULL};

const struct workload workload_uffd_unregister = {
	.name = "uffd-unregister",
	.summary = "userfaultfd forgets pages in the middle of a VMA",
	.function = "change_pmd_range (change_pud_range since 6.12), "
		    "__split_huge_pmd",
	.events = EVENT(CLEAR) | EVENT(PROTECTION_VMA),
	.needs = needs,
	.refuses = MEMORY_DISK,
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.begin = uffd_begin_wp,
	.end = uffd_end,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
