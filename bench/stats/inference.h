/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Statistical inference on few, noisy values: robust means, tests of their
 * difference, and the correction of p values. Verdicts use these.
 */
#ifndef INFERENCE_H
#define INFERENCE_H

#include <stddef.h>

/*
 * A robust mean: trimmed by 20 % at either end, and not trimmed below ten
 * values, where too little would be left to tell the variance.
 */
struct centre {
	double mean;     /* NAN of no values */
	double variance; /* of the mean (Winsorised); NAN of one value */
	double df;       /* degrees of freedom of the variance */
};

/* Sorts @values. */
struct centre centre_of(double *values, size_t count);

/* The same for any share @trim of the values that is cut at either end. */
struct centre trimmed_centre(double *values, size_t count, double trim);

/*
 * The variance of normal values of which @trim at either end were Winsorised,
 * as a share of what it was before.
 */
double winsorised_share(double trim);

/*
 * The difference b - a of two such means: Yuen's test (1974) with Welch's df.
 */
struct difference {
	double estimate;
	double error; /* standard error */
	double df;
	double p; /* two-sided, of no difference; 1 if it cannot be computed */
};

/* An error that all values of a side share, so that their variance hides it. */
struct shift {
	double variance; /* of the difference of two sides; 0: both share it */
	double df;
};

/* Both sides share every such error. */
#define NO_SHIFT ((struct shift){0, 1})

struct difference difference_of(const struct centre *a, const struct centre *b,
				const struct shift *shift);

/*
 * Half the width of the interval that covers the difference with @confidence (0
 * to 1); INFINITY if the error is not known.
 */
double difference_half_width(const struct difference *d, double confidence);

/*
 * Correct p values for their number, in place: compare them with the level. It
 * bounds the probability of any false alarm (Holm 1979). Returns 0, or -1 out
 * of memory.
 */
int adjust_holm(double *p, size_t count);

/*
 * The same with weights: the level is shared out in proportion to them. All
 * must be above 0.
 */
int adjust_holm_weighted(double *p, const double *weight, size_t count);

#endif
