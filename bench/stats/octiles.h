/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Scale and clipping by octiles. An eighth of the values at either end does not
 * count, so a few disturbed values do not move the limits. Values that are more
 * frequent than that, such as a second mode, are no outliers. If three quarters
 * of the values are the same, nothing is clipped.
 */
#ifndef OCTILES_H
#define OCTILES_H

#include <stddef.h>

/* A standard deviation, from the first and the last octile. Sorts @values. */
double octile_scale(double *values, size_t count);

/*
 * Subtract the median, and remove what is more than @errors standard deviations
 * away: up to three values in a row become 0, longer rows are clipped.
 * @scratch: working space of @count values. Returns the median.
 */
double octile_clip(double *values, size_t count, double errors,
		   double *scratch);

/* Clip values, which scatter about 0, at @errors standard deviations. */
void octile_limit(double *values, size_t count, double errors, double *scratch);

#endif
