// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload populate: page tables are filled before use, as programs do that
 * must not take page faults later. A control: nobody had these pages.
 */
#include <errno.h>
#include <linux/mman.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_POPULATE_WRITE)
		       ? -errno
		       : 0;
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, PAGE_PRESENT,
			     "the pages are not there");
}

const struct workload workload_populate = {
	.name = "populate",
	.summary = "madvise(MADV_POPULATE_WRITE) of empty pages: a control",
	.shares_vma = true,
	.target_empty = true,
	.prepare = discard_target,
	.operate = operate,
	.check = check,
	.predict = predict_nothing,
	.predict_rest = predict_target,
};
