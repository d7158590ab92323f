/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the machine changed between two runs of one boot. It became faster or
 * slower, which is the common shift of the baseline cells, and not by the same
 * in all workloads: those that need memory follow its speed, others that of the
 * processor. Therefore
 *
 * - a cell of a mode is compared by what it changed over the baseline cells of
 *   its own workload;
 * - a baseline cell is compared by what it changed over the common shift, with
 *   an error that includes how much workloads differ in it. Both of its arms
 *   count: they measured the same;
 * - so is a cell of a mode whose workload has no baseline cell.
 */
#ifndef COMMON_SHIFT_H
#define COMMON_SHIFT_H

#include "judge/estimates.h"
#include "judge/judged_cell.h"
#include "judge/verdict.h"
#include "stats/inference.h"

/* What is subtracted from the change of a cell, and the error of that. */
struct offset {
	double level;
	struct shift shift;
	double fixed;  /* the part of its variance that no process lessens */
	double change; /* of all arms of a baseline cell; NAN: no such cell */
	double share;  /* its variance, as a share of that of one arm */
	enum unfit unfit; /* UNFIT_ALONE: it is not known */
};

/*
 * Estimate the shift from @a to @b and an offset for each cell. Returns 0, or
 * -1 out of memory.
 */
int common_shift_estimate(const struct estimate *a, const struct estimate *b,
			  const struct judged_cell *cells, size_t count,
			  struct common_shift *shift, struct offset *offsets);

#endif
