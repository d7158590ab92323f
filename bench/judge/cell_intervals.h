/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known of the cells of one run in a timed venue: the time of an
 * operation, and what that is over the baseline, with intervals of 95 %. The
 * unit is the process, as in a comparison of two modes of a run.
 */
#ifndef CELL_INTERVALS_H
#define CELL_INTERVALS_H

#include <stdbool.h>
#include <stddef.h>

#include "result/result.h"

/* A value within its interval; low and high are NAN where it is not known. */
struct interval {
	double value, low, high;
};

struct cell_interval {
	size_t processes;
	/*
	 * The robust mean of the processes' medians, in the unit of the run.
	 * NAN for a cell without samples, or that failed.
	 */
	struct interval time;
	/* Of the time, less that of the baseline; NAN where there is none. */
	struct interval cost, cost_pct;
	/*
	 * The cost is proved to differ from 0: p, corrected for the number of
	 * cells, is at most 5 %, and it is above or below it.
	 */
	bool differs;
};

/*
 * The intervals of all cells of a run, an array in their order, to be freed.
 * NULL: out of memory. Ask for it in a timed venue only: exact times have no
 * such interval.
 */
struct cell_interval *cell_intervals_make(const struct result *run);

#endif
