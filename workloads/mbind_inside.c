// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mbind-inside: a part of a VMA gets a memory policy of its own. No
 * page moves, but the kernel splits the VMA.
 */
#include <errno.h>
#include <numaif.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

#ifndef MPOL_LOCAL
#define MPOL_LOCAL 4
#endif

static int set_policy(const struct activity *a, int policy)
{
	return mbind((void *)a->target, a->target_size, policy, NULL, 0, 0)
		       ? -errno
		       : 0;
}

static int operate(struct activity *a)
{
	return set_policy(a, MPOL_LOCAL);
}

/* The kernel merges the three VMAs, without a call. */
static int finish(struct activity *a)
{
	return set_policy(a, MPOL_DEFAULT);
}

static const char *const needs[] = {"numa", NULL};

const struct workload workload_mbind_inside = {
	.name = "mbind-inside",
	.summary = "mbind(2) of pages in the middle of a VMA, none of which "
		   "moves",
	.function = "__split_huge_pmd",
	.events = EVENT(CLEAR),
	.needs = needs,
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.shares_vma = true,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict_target_splits,
};
