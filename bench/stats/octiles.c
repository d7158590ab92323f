// SPDX-License-Identifier: GPL-2.0-only
/* Scale and clipping by octiles. */
#include "stats/octiles.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

/* Standard deviations between the octiles of normal noise. */
#define OCTILE_DISTANCE 2.3007
#define OUTLIERS_MAX    3 /* in a row */

double octile_scale(double *values, size_t count)
{
	size_t octile = count ? (count - 1) / 8 : 0;

	if (!count)
		return 0;
	gsl_sort(values, 1, count);
	/* Between coarse values there is nothing to interpolate. */
	return (values[count - 1 - octile] - values[octile]) / OCTILE_DISTANCE;
}

/*
 * Values beyond @limit: a few in a row become 0, more of them are at a level of
 * their own and are clipped.
 */
static void clip(double *values, size_t count, double limit)
{
	size_t end;

	for (size_t i = 0; i < count; i = end) {
		for (end = i; end < count && fabs(values[end]) > limit;)
			end++;
		for (size_t k = i; k < end; k++)
			values[k] = end - i < OUTLIERS_MAX + 1
					    ? 0
					    : copysign(limit, values[k]);
		if (end == i)
			end++;
	}
}

double octile_clip(double *values, size_t count, double errors, double *scratch)
{
	double scale, median;

	if (!count)
		return NAN;
	memcpy(scratch, values, count * sizeof(*scratch));
	scale = octile_scale(scratch, count);
	median = gsl_stats_median_from_sorted_data(scratch, 1, count);
	for (size_t i = 0; i < count; i++)
		values[i] -= median;
	if (scale > 0)
		clip(values, count, errors * scale);
	return median;
}

void octile_limit(double *values, size_t count, double errors, double *scratch)
{
	double limit;

	memcpy(scratch, values, count * sizeof(*scratch));
	limit = errors * octile_scale(scratch, count);
	for (size_t i = 0; limit > 0 && i < count; i++)
		values[i] = fmax(-limit, fmin(limit, values[i]));
}
