/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a series of runs stepped from one level to another. Nothing here knows
 * of cells or files.
 */
#ifndef STEPS_H
#define STEPS_H

#include <stdbool.h>
#include <stddef.h>

/* Fewer runs than this make no level. */
#define CHANGE_POINT_SEGMENT_MIN 3

struct change_point {
	size_t at;            /* the first value of the new level */
	double before, after; /* means of the levels at either side */
	double p;             /* that chance made it */
};

struct change_point_options {
	double level;     /* share of series that may have a false step */
	double tolerance; /* smaller steps do not matter */
};

struct change_points {
	size_t count;
	struct change_point *step; /* in order; to be freed */
	bool drifts;               /* a straight line says more than any step */
};

/*
 * Find the steps of noisy values that may depend on their predecessors. Returns
 * 0, or -1 out of memory.
 */
int change_points_find(const double *values, size_t count,
		       const struct change_point_options *options,
		       struct change_points *steps);

#endif
