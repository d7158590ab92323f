/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Statistical inference on few, noisy values: robust means, tests of their
 * difference, and the correction of p values. Verdicts use these.
 */
#ifndef INFERENCE_H
#define INFERENCE_H

#include <stddef.h>

/*
 * A robust mean: trimmed by 20 % at either end; not trimmed below five values.
 */
struct centre {
	double mean;     /* NAN of no values */
	double variance; /* of the mean (Winsorised); NAN of one value */
	double df;       /* degrees of freedom of the variance */
};

/* Sorts @values. */
struct centre centre_of(double *values, size_t count);

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
 * Correct p values for their number, in place. Holm (1979) bounds the
 * probability of any false alarm, Benjamini & Hochberg (1995) the share of
 * false alarms among all alarms: compare either with the level. Returns 0, or
 * -1 out of memory.
 */
int adjust_holm(double *p, size_t count);
int adjust_benjamini_hochberg(double *p, size_t count);

#endif
