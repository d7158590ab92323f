/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Statistical inference on few, noisy values: what verdicts are made of. Nothing
 * here knows of cells or files.
 */
#ifndef INFERENCE_H
#define INFERENCE_H

#include <stddef.h>

/* A robust mean: 20 % are trimmed at either end, none of fewer than five. */
struct centre {
	double mean;     /* NAN of nothing */
	double variance; /* of that mean, by Winsorised squares; NAN of one */
	double df;       /* degrees of freedom of the variance */
};

/* Sorts @values. */
struct centre centre_of(double *values, size_t count);

/* The difference b - a of two such means (Yuen 1974, Welch's df). */
struct difference {
	double estimate;
	double error; /* standard error */
	double df;
	double p; /* two-sided, that there is none; 1 where it cannot be told */
};

/*
 * @common: variance of a - b that the values themselves do not show, because
 * all values of a side share it.
 */
struct difference difference_of(const struct centre *a, const struct centre *b,
				double common);

/* Half the width of the interval that holds it with this @confidence. */
double difference_half_width(const struct difference *d, double confidence);

/*
 * The variance of the mean of a series whose values depend on each other: the
 * long-run variance by Bartlett's kernel over the root of @count lags (Newey &
 * West 1987), divided by @count.
 */
double series_mean_variance(const double *values, size_t count);

/* A straight line through a series. */
struct trend {
	double change; /* from its first to its last value */
	double error;  /* standard error, with AR(1) residuals allowed for */
};

struct trend series_trend(const double *values, size_t count);

/*
 * Replace p values by adjusted ones, to be held against the level of all of
 * them: of one false alarm at all (Holm 1979), or of the share of false ones
 * among the alarms (Benjamini & Hochberg 1995). Returns 0, or -1 out of memory.
 */
int adjust_holm(double *p, size_t count);
int adjust_benjamini_hochberg(double *p, size_t count);

#endif
