/* SPDX-License-Identifier: GPL-2.0-only */
/* Percentiles of sorted values. */
#ifndef PERCENTILE_H
#define PERCENTILE_H

#include <stddef.h>

/*
 * Return the smallest of the @count ascending values that at least @fraction
 * (0 to 1) of them do not exceed. It is always one of the values (nearest rank,
 * no interpolation); NAN if @count is 0.
 */
double stats_percentile(const double *sorted, size_t count, double fraction);

#endif
