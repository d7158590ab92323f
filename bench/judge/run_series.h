/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The processes that measured each cell of a run, as series of numbers. A value
 * is the natural logarithm of a process' median operation, so that differences
 * of values are ratios of times.
 */
#ifndef RUN_SERIES_H
#define RUN_SERIES_H

#include "judge/side.h"
#include "stats/series.h"

/* Some cells of one run; runs that are compared have them in the same order. */
struct run_series {
	struct series *cell; /* `when`: in the order of all these processes */
	size_t cells;
	const char *boot; /* identifies the boot; NULL: not known */
};

/* A run's cell that equals @cell and has not failed, or NULL. */
const struct result_cell *run_cell_find(const struct result *run,
					const struct cell *cell);

/*
 * Make the series of some cells of one run; the series of a cell that is NULL
 * is empty. Returns 0, or -1 out of memory. Call run_series_free() in either
 * case.
 */
int run_series_make(struct run_series *s, const struct result *run,
		    const struct result_cell *const *cells, size_t count);
void run_series_free(struct run_series *s);

/*
 * The same for each run of a side, whose runs need not have all of @cells.
 * Returns an array of side->count, or NULL out of memory.
 */
struct run_series *side_series_make(const struct side *side,
				    const struct cell *const *cells,
				    size_t count);
void side_series_free(struct run_series *runs, const struct side *side);

#endif
