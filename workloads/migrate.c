// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload migrate: each page moves to another frame, at the wish of the
 * application. Without a policy or a node the kernel moves every page of the
 * range, also on a machine with one node.
 */
#include <errno.h>
#include <numaif.h>
#include <stdlib.h>

#include "support/page_state.h"
#include "workload.h"

static int begin(struct activity *a)
{
	a->own = calloc(a->target_size / PAGE_BYTES, sizeof(uint64_t));
	return a->own ? 0 : -ENOMEM;
}

static void end(struct activity *a)
{
	free(a->own);
}

static int prepare(struct activity *a)
{
	write_target(a);
	return target_frames(a, a->own);
}

static int operate(struct activity *a)
{
	return mbind((void *)a->target, a->target_size, MPOL_DEFAULT, NULL, 0,
		     MPOL_MF_MOVE)
		       ? -errno
		       : 0;
}

static int check(struct activity *a)
{
	return target_expect_other_frames(a, a->own, "some pages did not move");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pages(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

static const char *const needs[] = {"numa", NULL};

const struct workload workload_migrate = {
	.name = "migrate",
	.summary = "mbind(2) with MPOL_MF_MOVE: each page moves to another "
		   "frame",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_HUGETLB | MEMORY_THP | MEMORY_COPIED_BY_WRITE,
	.begin = begin,
	.end = end,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.predict = predict,
};
