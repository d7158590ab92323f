/* SPDX-License-Identifier: GPL-2.0-only */
/* The resolution of values that a clock or a medium counts in steps. */
#ifndef STATS_RESOLUTION_H
#define STATS_RESOLUTION_H

#include <stddef.h>

/* The smallest difference of unlike values; 0 if all are alike. Sorts them. */
double resolution_of(double *values, size_t count);

/*
 * The variance that rounding to multiples of @step adds to a mean, however many
 * values it has. It is that of one rounded value where the values do not differ
 * otherwise, and vanishes where they differ by more than half a step.
 * @variance: of the values.
 */
double rounding_variance(double step, double variance);

#endif
