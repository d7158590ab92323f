// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload migrate: each page moves to another frame, at the wish of the
 * application. Without a policy or a node the kernel moves every page of the
 * range, also on a machine with one node.
 */
#include <errno.h>
#include <numaif.h>

#include "support/frames.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return mbind((void *)a->target, a->target_size, MPOL_DEFAULT, NULL, 0,
		     MPOL_MF_MOVE)
		       ? -errno
		       : 0;
}

static const char *const needs[] = {"numa", NULL};

const struct workload workload_migrate = {
	.name = "migrate",
	.summary = "mbind(2) with MPOL_MF_MOVE: each page moves to another "
		   "frame",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_GIGANTIC | MEMORY_COPIED_BY_WRITE,
	.shares_vma = true,
	.begin = frames_begin,
	.end = frames_end,
	.prepare = frames_prepare,
	.operate = operate,
	.check = frames_expect_others,
	.predict = predict_target_pages,
};
