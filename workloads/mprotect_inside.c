// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mprotect-inside: a part of a VMA becomes read-only, as garbage
 * collectors and just-in-time compilers do. The kernel splits the VMA, and then
 * changes the pages.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int protect(const struct activity *a, int protection)
{
	return mprotect((void *)a->target, a->target_size, protection) ? -errno
								       : 0;
}

static int operate(struct activity *a)
{
	return protect(a, PROT_READ);
}

static int finish(struct activity *a)
{
	return protect(a, PROT_READ | PROT_WRITE);
}

/* The kernel merges the three VMAs, without a call of its own. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_protection(p, a, a->target, target_end(a));
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_splits(p, a->area, area_end(a), a->target, target_end(a));
	predict_rest(a, p);
}

const struct workload workload_mprotect_inside = {
	.name = "mprotect-inside",
	.summary = "mprotect(2) of pages in the middle of a VMA",
	.function = "__split_huge_pmd, change_pmd_range (change_pud_range "
		    "since 6.12)",
	.events = EVENT(CLEAR) | EVENT(PROTECTION_VMA),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
