/* SPDX-License-Identifier: GPL-2.0-only */
/* Series of numbers that were measured one after the other. */
#ifndef STATS_SERIES_H
#define STATS_SERIES_H

#include <stddef.h>

#include "stats/inference.h"

/*
 * Some of the values that were measured in a row. Several series can share one
 * row, each with its own places.
 */
struct series {
	double *value;
	size_t *when; /* place of each value in the row, from 0, without gaps */
	size_t count;
};

/* NAN of no values, and out of memory. */
struct centre series_centre(const struct series *series);

/*
 * What each value of some series is above the centre of its own series, in the
 * order of the row that they share. Returns an array of *@length to be freed,
 * or NULL out of memory.
 */
double *series_residuals(const struct series *series, size_t count,
			 size_t *length);

/*
 * How far the means of two series may lie apart only because time passed
 * between them, with values that were measured alike: the mean square of the
 * differences of adjacent eighths, quarters or halves of both, whichever is
 * largest. For independent values this is up to eight times the true variance,
 * which does little harm because that variance is small. It is right for a
 * machine that is faster or slower for seconds or minutes, whose noise is alike
 * on all time scales.
 */
struct shift series_shift(const double *a, size_t a_count, const double *b,
			  size_t b_count);

/* A straight line through a series. */
struct trend {
	double change; /* from the first to the last value */
	double error;  /* standard error, which allows for AR(1) residuals */
};

/* No change with an infinite error if @count is below 4 or out of memory. */
struct trend series_trend(const double *values, size_t count);

#endif
