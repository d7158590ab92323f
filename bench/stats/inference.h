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

/* What the values of a side share, so that they do not show it. */
struct shift {
	double variance; /* of the difference of two sides; 0: they share all */
	double df;
};

struct difference difference_of(const struct centre *a, const struct centre *b,
				const struct shift *shift);

/* Half the width of the interval that holds it with this @confidence. */
double difference_half_width(const struct difference *d, double confidence);

/*
 * How far the mean of one series may be from that of another which was measured
 * like it, before or after, for what changes as time passes: the mean square of
 * the differences of adjacent eighths, quarters or halves of both, whichever is
 * largest. Of values that do not depend on each other that is more than due, eight
 * times as much; but then it is little. Of a machine that is now faster, now slower
 * for seconds or minutes (noise that is alike on all scales) it is right.
 */
struct shift series_shift(const double *a, size_t a_count, const double *b,
			  size_t b_count);

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
