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

/* Makes a median distance a standard deviation, if the noise is normal. */
#define MEDIAN_TO_SD 1.4826
#define CLIP_ERRORS  3 /* standard deviations */

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
