/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The processes that measured each cell of a run, as series of numbers. A value
 * is the natural logarithm of a process' median operation, so that differences
 * of values are ratios of times.
 */
#ifndef RUN_SERIES_H
#define RUN_SERIES_H

#include <stdbool.h>

#include "judge/side.h"
#include "stats/clock.h"
#include "stats/series.h"

/* What the values of a cell were before the clock corrected them. */
struct cell_note {
	double step;   /* the smallest difference of unlike values; 0: none */
	double spread; /* their variance, which disturbed ones do not decide */
	bool zero;     /* a process took no time by the clock; it is left out */
};

/* Some cells of one run; runs that are compared have them in the same order. */
struct run_series {
	struct series *cell; /* `when`: in the order of all processes */
	struct cell_note *note;
	size_t cells;
	const char *boot; /* identifies the boot; NULL: not known */
	struct clock clock;
};

/* A run's cell that equals @cell and has not failed, or NULL. */
const struct result_cell *run_cell_find(const struct result *run,
					const struct cell *cell);

/*
 * Make the series of some cells of one run, by the clock of all its cells; the
 * series of a cell that is NULL is empty. @cells are those of @run, or NULL.
 * Returns 0, or -1 out of memory. Call run_series_free() in either case.
 */
int run_series_make(struct run_series *s, const struct result *run,
		    const struct result_cell *const *cells, size_t count);

/* Empty series of @cells cells. Returns 0, or -1 out of memory. */
int run_series_new(struct run_series *s, size_t cells);
/* Add the values of @from to @to, less @level. Returns 0, or -1. */
int run_series_append(struct series *to, const struct series *from,
		      double level);
void run_series_free(struct run_series *run);

/*
 * The same for each run of a side, whose runs need not have all of @cells.
 * Returns an array of side->count, or NULL out of memory.
 */
struct run_series *side_series_make(const struct side *side,
				    const struct cell *const *cells,
				    size_t count);
void side_series_free(struct run_series *runs, const struct side *side);

#endif
