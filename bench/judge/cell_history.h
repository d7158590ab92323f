/* SPDX-License-Identifier: GPL-2.0-only */
/* One cell over many runs: its series, and where it changed. */
#ifndef CELL_HISTORY_H
#define CELL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/run_order.h"
#include "result/result.h"
#include "stats/change_points.h"

struct history_change {
	size_t run;           /* the first run of the new level */
	double before, after; /* p50 */
	double p;             /* timed; exact: 0 */
	char *note;           /* a counter that changed, or NULL */
};

struct cell_history {
	const struct result_cell *cell; /* of the first run that has it */
	double *value; /* p50 by run; NAN: missing in the run, or failed */
	size_t change_count;
	struct history_change *changes; /* ascending by run */
	bool drifts;                    /* timed: it drifts, without a step */
};

/*
 * The series of all cells that some run has, in the order in which they occur.
 * Returns an array of *@count, without changes, or NULL out of memory.
 */
struct cell_history *cell_histories_make(const struct ordered_run *runs,
					 size_t run_count, size_t *count);
void cell_histories_free(struct cell_history *cells, size_t count);

/*
 * Find the changes of exact cells: each run is compared with the one before.
 * Changes up to the share @threshold do not matter. Returns 0, or -1 out of
 * memory.
 */
int cell_histories_compare(struct cell_history *cells, size_t count,
			   const struct ordered_run *runs, size_t run_count,
			   double threshold);

/*
 * Find the steps and the drift of a timed cell of @run_count values. The values
 * of @options apply to natural logarithms. Returns 0, or -1 out of memory.
 */
int cell_history_find_steps(struct cell_history *cell, size_t run_count,
			    const struct change_point_options *options);

#endif
