/* SPDX-License-Identifier: GPL-2.0-only */
/* The most likely place of a step in a whitened series, and its test. */
#ifndef STEP_SCAN_H
#define STEP_SCAN_H

#include <stddef.h>

#include "stats/whitening.h"

/* No level has fewer values than this: fewer do not make a level. */
#define LEVEL_MIN 3

struct step_fit {
	size_t at;      /* the first value of the new level; 0: no place */
	double height;  /* of the step, in the unit of the values */
	double p;       /* two-sided, of this place alone */
	double squares; /* what the step leaves, whitened */
};

/* What a constant level leaves of @count whitened values: sum of squares. */
double level_squares(const struct whitening *whitening, const double *values,
		     size_t count);

/*
 * Fit a step at each place of @count whitened values, from @first up to @last,
 * with LEVEL_MIN values at either side, and return the best one. Its test does
 * not assume that both sides have the same variance: the noisier side counts.
 */
struct step_fit step_scan(const struct whitening *whitening,
			  const double *values, size_t count, size_t first,
			  size_t last);

#endif
