/* SPDX-License-Identifier: GPL-2.0-only */
/* The processes that measured each cell of a run, as series for a verdict. */
#ifndef SERIES_H
#define SERIES_H

#include "judge/side.h"
#include "judge/timed_verdict.h"

/* A run's cell that equals another's and has not failed, or NULL. */
const struct result_cell *series_find(const struct result *run,
				      const struct cell *cell);

/*
 * The series of some cells of one run; NULL among them has no values. Returns 0,
 * or -1 out of memory. series_free_run() in either case.
 */
int series_of_run(struct run_series *s, const struct result *run,
		  const struct result_cell *const *cells, size_t count);
void series_free_run(struct run_series *s);

/*
 * The same of every run of a side, for cells that need not be in each of them.
 * Returns an array of side->count, or NULL out of memory.
 */
struct run_series *series_of_side(const struct side *side,
				  const struct cell *const *cells,
				  size_t count);
void series_free_side(struct run_series *runs, const struct side *side);

#endif
