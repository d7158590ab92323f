/* SPDX-License-Identifier: GPL-2.0-only */
/* One cell over many runs: its series, and where it changed. */
#ifndef CELL_HISTORY_H
#define CELL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/run_order.h"
#include "result/result.h"

struct history_change {
	size_t run; /* the first run of the new level */
	/*
	 * Exact: the p50 of both runs. Timed: the levels at either side, on a
	 * machine as fast as it was in the median run.
	 */
	double before, after;
	double p;   /* timed: by chance, over all runs and cells; exact: 0 */
	char *note; /* a counter that changed, or NULL */
	bool moved; /* exact: by no more than the threshold */
};

struct cell_history {
	const struct result_cell *cell; /* of the first run that has it */
	double *value; /* p50 by run; NAN: missing in the run, or failed */
	size_t change_count;
	struct history_change *changes; /* ascending by run */
	size_t failed;                  /* in how many runs the cell failed */
	size_t zeros;                   /* in how many runs its p50 is 0 */
	/* Timed: it moves all the time, so that there are no changes. */
	bool drifts;  /* along a straight line */
	bool wanders; /* like a random walk: a step can be chance */
};

/* Returns 0, or -1 out of memory. Takes the note of the change if it is 0. */
int cell_history_add(struct cell_history *cell,
		     const struct history_change *change);
void cell_history_clear(struct cell_history *cell);

/*
 * The series of all cells that some run has, in the order in which they occur.
 * Returns an array of *@count, without changes, or NULL out of memory.
 */
struct cell_history *cell_histories_make(const struct ordered_run *runs,
					 size_t run_count, size_t *count);
void cell_histories_free(struct cell_history *cells, size_t count);

/*
 * Find the changes of exact cells: each run of a cell is compared with the last
 * one before that has measured it. Changes up to the share @threshold have
 * moved. Returns 0, or -1 out of memory.
 */
int cell_histories_compare(struct cell_history *cells, size_t count,
			   const struct ordered_run *runs, size_t run_count,
			   double threshold);

#endif
