/* SPDX-License-Identifier: GPL-2.0-only */
/* Percentiles that are values of the sample. */
#ifndef PERCENTILE_H
#define PERCENTILE_H

#include <stddef.h>

/*
 * Return the smallest of @count ascending values that at least @fraction (0 to
 * 1) of them do not exceed; NAN if @count is 0. This is the nearest rank, so
 * the result is always one of the values: GSL's quantiles interpolate.
 */
double stats_percentile(const double *sorted, size_t count, double fraction);

#endif
