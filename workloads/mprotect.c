// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mprotect: a whole VMA becomes read-only. If it lies in one GiB,
 * there is one notifier call.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return mprotect((void *)a->target, a->target_size, PROT_READ) ? -errno
								      : 0;
}

static int finish(struct activity *a)
{
	return mprotect((void *)a->target, a->target_size,
			PROT_READ | PROT_WRITE)
		       ? -errno
		       : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_protection(p, a, a->target, target_end(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict(a, p); /* finish() makes it writable again */
}

const struct workload workload_mprotect = {
	.name = "mprotect",
	.summary = "mprotect(2) of a whole VMA from read-write to read-only",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.common = true,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
