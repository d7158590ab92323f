/* SPDX-License-Identifier: GPL-2.0-only */
/* What each side shows of each cell, before the sides are compared. */
#ifndef ESTIMATES_H
#define ESTIMATES_H

#include "judge/boots.h"
#include "judge/judged_cell.h"
#include "judge/verdict.h"
#include "stats/inference.h"

struct estimate {
	struct centre centre;
	size_t units;     /* processes, or boots */
	enum unfit unfit; /* why it cannot be judged */
};

/*
 * Estimate each cell of a run from its processes; @estimates has room for all
 * its cells. Returns 0, or -1 out of memory.
 */
int estimates_of_processes(const struct run_series *run,
			   struct estimate *estimates);

/*
 * Estimate each cell of two sides from their boots. What a boot has in common
 * in all cells is taken out of them, and put into @shift. Returns 0, or -1 out
 * of memory.
 */
int estimates_of_boots(const struct boots *base, const struct boots *fresh,
		       const struct judged_cell *cells, struct estimate *a,
		       struct estimate *b, struct common_shift *shift);

/*
 * Moderate the variances of all these estimates together, and note which of
 * them cannot be judged. @more_df: whether moderation adds degrees of freedom.
 * Returns 0, or -1 out of memory.
 */
int estimates_moderate(struct estimate *estimates, size_t count, bool more_df);

#endif
