// SPDX-License-Identifier: GPL-2.0-only
/*
 * Outliers. The limits come from the median distance, which outliers do not
 * move; gsl_filter_impulse() takes its limit from the few values of a window
 * and would see an outlier in every short window that happens to be calm.
 */
#include "stats/outliers.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Makes a median distance a standard deviation, if the noise is normal. */
#define MEDIAN_TO_SD  1.4826
#define CLIP_ERRORS   3 /* standard deviations */
#define HAMPEL_ERRORS 4
#define HAMPEL_REACH  3 /* neighbours at either side */

/* The standard deviation of values at these distances. Reorders them. */
static double standard_deviation(double *distances, size_t count)
{
	return MEDIAN_TO_SD * gsl_stats_median(distances, 1, count);
}

int outliers_clip(double *values, size_t count)
{
	double *distances = calloc(count + 1, sizeof(*distances));
	double limit;

	if (!distances)
		return -1;
	for (size_t i = 0; i < count; i++)
		distances[i] = fabs(values[i]);
	limit = count ? CLIP_ERRORS * standard_deviation(distances, count) : 0;
	for (size_t i = 0; i < count; i++)
		values[i] = fmax(-limit, fmin(limit, values[i]));
	free(distances);
	return 0;
}

/*
 * The median of the seven values around value @i. At the ends of the series the
 * window is moved inwards, so that a new level shows with its fourth value.
 */
static double median_around(const double *values, size_t count, size_t i)
{
	size_t size = 2 * HAMPEL_REACH + 1, begin;
	double window[2 * HAMPEL_REACH + 1];

	if (size > count)
		size = count;
	begin = i < HAMPEL_REACH ? 0 : i - HAMPEL_REACH;
	if (begin + size > count)
		begin = count - size;
	memcpy(window, values + begin, size * sizeof(*window));
	return gsl_stats_median(window, 1, size);
}

void outliers_replace(const double *values, size_t count, double *clean,
		      double *distances)
{
	double limit;

	for (size_t i = 0; i < count; i++)
		distances[i] =
			fabs(values[i] - median_around(values, count, i));
	limit = HAMPEL_ERRORS * standard_deviation(distances, count);
	for (size_t i = 0; i < count; i++) {
		double median = median_around(values, count, i);

		clean[i] =
			fabs(values[i] - median) > limit ? median : values[i];
	}
}
