/* SPDX-License-Identifier: GPL-2.0-only */
/* The local level of a row of residuals of several series. */
#ifndef LOCAL_LEVEL_H
#define LOCAL_LEVEL_H

#include <stddef.h>

/* Values of several series, in the order in which they were measured. */
struct row {
	double *residual; /* from the centre of its series */
	size_t *series;   /* the series of each value */
	double *sd;       /* of each series; 0: not known, or no noise */
	size_t count;     /* of values */
};

/* Values at either side that tell the level at a value. */
#define LEVEL_REACH 12

/*
 * Write the level at each place to @level: Huber's mean of the neighbours that
 * are of other series, weighted by the inverse of their variance. 0 where there
 * are none.
 */
void local_levels(const struct row *row, double *level);

#endif
