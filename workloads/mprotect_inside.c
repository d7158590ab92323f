// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mprotect-inside: a part of a VMA becomes read-only, as garbage
 * collectors and just-in-time compilers do. The kernel splits the VMA, and then
 * changes the pages.
 */
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_target_splits(a, p);
	predict_target_protection(a, p);
}

const struct workload workload_mprotect_inside = {
	.name = "mprotect-inside",
	.summary = "mprotect(2) of pages in the middle of a VMA",
	.function = "__split_huge_pmd, change_pmd_range (change_pud_range "
		    "since 6.12)",
	.events = EVENT(CLEAR) | EVENT(PROTECTION_VMA),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.shares_vma = true,
	.prepare = write_target,
	.operate = forbid_writes,
	.finish = permit_writes,
	.predict = predict,
	.predict_rest = predict_target_protection,
};
