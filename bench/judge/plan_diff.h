/* SPDX-License-Identifier: GPL-2.0-only */
/* In what the plans of two sides differ: what was measured, and how often. */
#ifndef PLAN_DIFF_H
#define PLAN_DIFF_H

#include <stddef.h>

#include "judge/cell_pairs.h"

struct plan_difference {
	char name[32];  /* "samples", "ops", "--set", "cells" */
	char base[128]; /* as text */
	char fresh[128];
};

#define PLAN_DIFFERENCES_MAX 16

struct plan_diff {
	size_t count;
	struct plan_difference at[PLAN_DIFFERENCES_MAX];
};

/*
 * Compare the plans of the first run of BASE and of the first other run that
 * differs from it, and the numbers of operations of the cells of both sides.
 */
struct plan_diff plan_diff_of(const struct cell_pairs *pairs);

#endif
