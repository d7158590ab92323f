/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Levels: the few times that the operations of a cell take in an exact venue.
 *
 * Most operations of a cell take one of a few times; now and then one takes
 * longer because a timer interrupt falls into it. A level is a time that at
 * least a tenth of the operations take. Two cells are equal when each level of
 * one is a time that at least a twentieth of the operations of the other take:
 * how often a time occurs may shift with anything that ran before.
 */
#ifndef LEVELS_H
#define LEVELS_H

#include <stdbool.h>
#include <stddef.h>

#define LEVELS_MAX 10
#define TIMES_MAX  20

/* All times are in the unit of the run, in ascending order. */
struct levels {
	size_t count; /* at least 1 */
	double value[LEVELS_MAX];
	double median; /* of all operations */
	/* What at least a twentieth of the operations take; has all levels. */
	size_t time_count;
	double time[TIMES_MAX];
};

/*
 * Find the levels of @count operations, whose times ascend. If no time is
 * frequent enough, the median is the only level. @count must not be 0.
 */
void levels_of(const double *sorted, size_t count, struct levels *levels);

bool levels_equal(const struct levels *a, const struct levels *b);

/*
 * Return the factor by which b is longer than a: the ratio of the medians, or
 * of the mean levels if the medians are the same. INFINITY if a is 0.
 */
double levels_ratio(const struct levels *a, const struct levels *b);

#endif
