// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload pkey-mprotect: a VMA gets a memory protection key. That changes its
 * protection, although no page becomes read-only.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int begin(struct activity *a)
{
	a->file = pkey_alloc(0, 0);
	return a->file < 0 ? -errno : 0;
}

static int set_key(const struct activity *a, int key)
{
	return pkey_mprotect((void *)a->target, a->target_size,
			     PROT_READ | PROT_WRITE, key)
		       ? -errno
		       : 0;
}

static int operate(struct activity *a)
{
	return set_key(a, a->file);
}

static int finish(struct activity *a)
{
	return set_key(a, 0);
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_target_protection(a, p); /* finish() takes the key back */
}

static const char *const needs[] = {"pkeys", NULL};

const struct workload workload_pkey_mprotect = {
	.name = "pkey-mprotect",
	.summary = "pkey_mprotect(2) of a whole VMA",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.needs = needs,
	.one_thread = true,
	.begin = begin,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict_target_protection,
	.predict_rest = predict_rest,
};
