// SPDX-License-Identifier: GPL-2.0-only
/* Scale and clipping by octiles. */
#include "stats/octiles.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

/* Standard deviations between the octiles of normal noise. */
#define OCTILE_DISTANCE 2.3007
/* Standard deviations of the median distance of two successive values. */
#define CHANGE_DISTANCE 0.9539
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
 * A standard deviation from successive values that differ. Coarse values, such
 * as multiples of a clock's tick, can have their octiles too close.
 */
static double change_scale(const double *values, size_t count, double *scratch)
{
	size_t changes = 0;

	for (size_t i = 1; i < count; i++)
		if (values[i] != values[i - 1])
			scratch[changes++] = fabs(values[i] - values[i - 1]);
	return changes ? gsl_stats_median(scratch, 1, changes) / CHANGE_DISTANCE
		       : 0;
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
	double scale, changes, median;

	if (!count)
		return NAN;
	changes = change_scale(values, count, scratch);
	memcpy(scratch, values, count * sizeof(*scratch));
	scale = octile_scale(scratch, count);
	median = gsl_stats_median_from_sorted_data(scratch, 1, count);
	for (size_t i = 0; i < count; i++)
		values[i] -= median;
	if (scale > 0)
		clip(values, count, errors * fmax(scale, changes));
	return median;
}

void octile_limit(double *values, size_t count, double errors, double *scratch)
{
	double changes = change_scale(values, count, scratch), limit;

	memcpy(scratch, values, count * sizeof(*scratch));
	limit = octile_scale(scratch, count);
	if (limit > 0)
		limit = errors * fmax(limit, changes);
	for (size_t i = 0; limit > 0 && i < count; i++)
		values[i] = fmax(-limit, fmin(limit, values[i]));
}
