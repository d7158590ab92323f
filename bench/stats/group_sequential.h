/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Group-sequential bounds: how far a statistic must lie from zero at each of
 * several looks at growing data, so that all looks together alarm no more often
 * than one look at the level would.
 */
#ifndef GROUP_SEQUENTIAL_H
#define GROUP_SEQUENTIAL_H

#include <stddef.h>

/* The most looks. */
#define GROUP_SEQUENTIAL_LOOKS_MAX 20

/*
 * Write the bound of each look to @bounds, as a standard normal value that the
 * absolute value of the statistic must reach. @level: of both sides together,
 * above 0 and below 1; @share: of the whole data that each look has, rising, up
 * to 1. The level is spent as Lan & DeMets (1983) propose in the manner of
 * O'Brien & Fleming (1979): little of it early, so that the last look has
 * nearly the bound of a test without looks. Returns 0, or -1 out of memory.
 */
int group_sequential_bounds(double level, const double *share, size_t looks,
			    double *bounds);

/*
 * The probability that the statistic reaches one of @bounds where there is no
 * difference; NAN out of memory.
 */
double group_sequential_level(const double *bounds, const double *share,
			      size_t looks);

#endif
