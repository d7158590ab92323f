// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-unregister: a part of a VMA leaves userfaultfd. Protections are
 * taken back, whether or not there are any, and the VMA is split.
 */
#include <linux/userfaultfd.h>

#include "support/uffd.h"
#include "workload.h"

static int begin(struct activity *a)
{
	int ret = uffd_begin(a, 0);

	return ret ? ret
		   : uffd_register(a->file, a->area, a->area_size,
				   UFFDIO_REGISTER_MODE_WP);
}

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
	predict_protection(p, a, a->target, target_end(a));
	predict_splits(p, a->area, area_end(a), a->target, target_end(a));
}

static const char *const needs[] = {"uffd-wp", NULL};

const struct workload workload_uffd_unregister = {
	.name = "uffd-unregister",
	.summary = "userfaultfd forgets pages in the middle of a VMA",
	.function = "change_pmd_range (change_pud_range since 6.12), "
		    "__split_huge_pmd",
	.events = EVENT(CLEAR) | EVENT(PROTECTION_VMA),
	.needs = needs,
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.begin = begin,
	.end = uffd_end,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
