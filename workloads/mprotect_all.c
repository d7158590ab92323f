// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mprotect-all: the protection of all memory that the device uses is
 * changed. There is a notifier call for each GiB, since 6.12 for each 512 GiB,
 * that has pages: from its first page table to its end.
 */
#include "support/kernel_version.h"
#include "workload.h"

#define GIB (1UL << 30)

/* The first page at or behind @from; the end of the target if there is none. */
static uintptr_t first_page(const struct activity *a, uintptr_t from)
{
	size_t offset = from - a->target;
	size_t stride = offset / a->target_stride * a->target_stride;

	if (offset - stride >= a->target_run)
		return a->target + stride + a->target_stride;
	return from;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	bool old = a->kernel < KERNEL(6, 12);
	uintptr_t piece = old ? GIB : 512 * GIB;
	uintptr_t table = old ? BLOCK_BYTES : GIB; /* what one entry maps */
	uintptr_t start = a->target, next;

	if (a->mapping.hugetlb) {
		predict_target_protection(a, p);
		return;
	}
	for (; start < target_end(a); start = next) {
		uintptr_t first = first_page(a, start) & ~(table - 1);

		next = (start & ~(piece - 1)) + piece;
		if (next > target_end(a))
			next = target_end(a);
		if (first < next)
			predict_call(p, MNBENCH_EVENT_PROTECTION_VMA,
				     first < start ? start : first, next);
	}
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict(a, p); /* finish() makes it writable again */
}

const struct workload workload_mprotect_all = {
	.name = "mprotect-all",
	.summary = "mprotect(2) of the whole device region",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.everything = true,
	.prepare = write_target,
	.operate = forbid_writes,
	.finish = permit_writes,
	.predict = predict,
	.predict_rest = predict_rest,
};
