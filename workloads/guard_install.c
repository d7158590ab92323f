// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload guard-install: pages become guards, whose use is an error, without a
 * VMA of their own. What was there is discarded.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#define MADV_GUARD_REMOVE  103
#endif

static int advise(const struct activity *a, int advice)
{
	return madvise((void *)a->target, a->target_size, advice) ? -errno : 0;
}

static int operate(struct activity *a)
{
	return advise(a, MADV_GUARD_INSTALL);
}

/* Guards are removed without a notifier call: nobody had such a page. */
static int finish(struct activity *a)
{
	return advise(a, MADV_GUARD_REMOVE);
}

static const char *const needs[] = {"guard-pages", NULL};

const struct workload workload_guard_install = {
	.name = "guard-install",
	.summary = "madvise(MADV_GUARD_INSTALL) of pages that were written",
	.function = "zap_vma_range_batched",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_HUGETLB | MEMORY_THP,
	.takes_access = true,
	.shares_vma = true,
	.prepare = write_target,
	.operate = operate,
	.check = target_expect_discarded,
	.finish = finish,
	.predict = predict_target,
};
