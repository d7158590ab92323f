// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mseal: a VMA is sealed against changes. A control: no page changes.
 *
 * A seal stays until the process ends, so each operation has a VMA of its own
 * in the spare area, with a hole behind it.
 */
#include <errno.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/page_state.h"
#include "workload.h"

#ifndef SYS_mseal
#define SYS_mseal 462
#endif

static uintptr_t vma(const struct activity *a)
{
	return a->spare + (uintptr_t)a->file * 2 * a->target_size;
}

static int prepare(struct activity *a)
{
	int ret = map_area(vma(a), a->target_size);

	if (!ret)
		touch_pages(vma(a), a->target_size);
	return ret;
}

static int operate(struct activity *a)
{
	return syscall(SYS_mseal, vma(a), a->target_size, 0) ? -errno : 0;
}

/* A sealed VMA cannot be unmapped, but its pages may go. */
static int finish(struct activity *a)
{
	if (!mprotect((void *)vma(a), a->target_size, PROT_READ))
		return not_done(a, "the VMA is not sealed");
	if (madvise((void *)vma(a), a->target_size, MADV_DONTNEED))
		return -errno;
	a->file++;
	return 0;
}

static const char *const needs[] = {"mseal", NULL};

const struct workload workload_mseal = {
	.name = "mseal",
	.summary = "mseal(2) of a whole VMA: a control",
	.needs = needs,
	.far_only = true,
	.one_thread = true,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
	.predict = predict_nothing,
};
