/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The common level of several series that were measured in the same runs: by
 * how much a run was slower as a whole.
 */
#ifndef COMMON_LEVEL_H
#define COMMON_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

/* Fewer series say nothing about a run as a whole. */
#define COMMON_SERIES_MIN 5

/* One value for each series and run; NAN: there is none. */
struct panel {
	size_t series, runs;
	double *value; /* by series, then by run */
};

double *panel_series(const struct panel *panel, size_t series);

/*
 * Find the common level of each run and subtract it from the panel. It is a
 * median over the series of what each differs from its own median, in which
 * quiet series weigh more, and is 0 for the median run. The levels of a
 * series, @steps, are taken out of it first: NULL, or as many values as the
 * panel has.
 *
 * @level: by run; NAN for a run with fewer than COMMON_SERIES_MIN series, whose
 * values become NAN too. Returns 1 if it was subtracted, 0 if the panel has
 * too few series and is left as it is, or -1 out of memory.
 */
int common_level_subtract(struct panel *panel, const double *steps,
			  double *level);

#endif
