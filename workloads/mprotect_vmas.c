// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mprotect-vmas: the protection of several VMAs is changed at once.
 * There is a notifier call for each of them.
 */
#include "workload.h"

static void predict(const struct activity *a, struct notifier_calls *p)
{
	size_t piece = target_piece(a);

	for (uintptr_t vma = a->target; vma < target_end(a); vma += piece) {
		uintptr_t end = vma + piece;

		predict_protection(p, a, vma,
				   end < target_end(a) ? end : target_end(a));
	}
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict(a, p); /* finish() makes them writable again */
}

const struct workload workload_mprotect_vmas = {
	.name = "mprotect-vmas",
	.summary = "mprotect(2) of several VMAs",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.begin = cut_target,
	.prepare = write_target,
	.operate = forbid_writes,
	.finish = permit_writes,
	.predict = predict,
	.predict_rest = predict_rest,
};
