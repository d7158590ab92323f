/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a noisy series of numbers stepped from one level to another. */
#ifndef CHANGE_POINTS_H
#define CHANGE_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/whitening.h"

struct change_point {
	size_t at;            /* the first value of the new level */
	double before, after; /* means of the levels at either side */
	double p; /* probability of such a step by chance, over all places */
};

struct change_point_options {
	double level; /* share of series that may have a false step, 0 to 1 */
	double tolerance; /* ignore steps up to this (unit of the values) */
	/*
	 * By how much steps must fit better than a straight line, for each of
	 * them, in logarithms of the number of values.
	 */
	double line_margin;
};

struct change_points {
	size_t count;
	struct change_point *step; /* ascending by place; free() it */
	bool drifts; /* a line fits as well; there are no steps then */
	/*
	 * How badly the noise model fits with these steps, or the line, and
	 * without steps: twice the negative log-likelihood and a price for each
	 * step. Models with the same values can be compared.
	 */
	double cost, plain_cost;
};

/*
 * Find the steps of noisy values, whose noise follows the model of @whitening.
 * Returns 0, or -1 out of memory.
 */
int change_points_find(const double *values, size_t count,
		       const struct whitening *whitening,
		       const struct change_point_options *options,
		       struct change_points *steps);

/* The plain cost alone, as change_points_find() has it; NAN out of memory. */
double plain_cost(const double *values, size_t count,
		  const struct whitening *whitening,
		  const struct change_point_options *options);

#endif
