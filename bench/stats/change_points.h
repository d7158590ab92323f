/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a noisy series of numbers stepped from one level to another. */
#ifndef CHANGE_POINTS_H
#define CHANGE_POINTS_H

#include <stdbool.h>
#include <stddef.h>

struct change_point {
	size_t at;            /* the first value of the new level */
	double before, after; /* means of the levels at either side */
	double p; /* probability of such a step by chance, over all places */
};

struct change_point_options {
	double level; /* share of series that may have a false step, 0 to 1 */
	double tolerance; /* ignore steps up to this (unit of the values) */
};

struct change_points {
	size_t count;
	struct change_point *step; /* ascending by place; free() it */
	bool drifts;               /* a line fits better than any steps do */
};

/*
 * Find the steps of noisy values, which may be correlated with their
 * predecessors. Returns 0, or -1 out of memory.
 */
int change_points_find(const double *values, size_t count,
		       const struct change_point_options *options,
		       struct change_points *steps);

#endif
