/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whitening: a linear filter that makes correlated noise independent. A series
 * is compared with a step after both have passed the same filter.
 */
#ifndef WHITENING_H
#define WHITENING_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/noise_model.h"

/*
 * The filter is causal, so what it makes of the beginning of a series does not
 * depend on the rest.
 */
struct whitening {
	size_t count;  /* the longest series that it takes */
	double *gain;  /* by place: how far a value moves the prediction */
	double *scale; /* by place: 1 / standard deviation of the prediction */
	double *logs;  /* sum of logarithms of the variances before a place */
	/*
	 * By place of a step, then by place: the step, whitened; and the sum of
	 * its products with itself and with the first step up to there.
	 */
	double *step, *own, *level;
	double phi;
};

/*
 * @steps: make all steps, which takes room and time for the square of @count;
 * else only the one at 0. Returns 0, or -1 out of memory.
 */
int whitening_make(const struct noise_model *model, size_t count, bool steps,
		   struct whitening *whitening);
void whitening_free(struct whitening *whitening);

/* Whiten @count values, which scatter about 0, in place. */
void whitening_apply(const struct whitening *whitening, double *values,
		     size_t count);

/* A series that is 0 before place @at and 1 from there on, whitened. */
const double *whitening_step(const struct whitening *whitening, size_t at);

#endif
