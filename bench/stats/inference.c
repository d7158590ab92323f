// SPDX-License-Identifier: GPL-2.0-only
#include "stats/inference.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#define TRIM 0.2

struct centre centre_of(double *values, size_t count)
{
	struct centre c = {NAN, NAN, NAN};
	size_t cut = (size_t)(TRIM * (double)count);
	size_t kept = count - 2 * cut;

	if (count == 0)
		return c;
	gsl_sort(values, 1, count);
	c.mean = gsl_stats_mean(values + cut, 1, kept);
	if (kept < 2)
		return c;
	/* Winsorise: what was cut counts as the outermost that was kept. */
	for (size_t i = 0; i < cut; i++) {
		values[i] = values[cut];
		values[count - 1 - i] = values[count - 1 - cut];
	}
	c.variance = (double)(count - 1) *
		     gsl_stats_variance(values, 1, count) /
		     ((double)kept * (double)(kept - 1));
	c.df = (double)(kept - 1);
	return c;
}

/* One variance's part of the degrees of freedom of a sum (Satterthwaite). */
static double df_part(double variance, double df)
{
	return variance > 0 ? gsl_pow_2(variance) / df : 0;
}

struct difference difference_of(const struct centre *a, const struct centre *b,
				const struct shift *shift)
{
	double variance = a->variance + b->variance + shift->variance;
	struct difference d = {.estimate = b->mean - a->mean,
			       .error = sqrt(variance),
			       .df = NAN,
			       .p = 1};

	if (isnan(d.error))
		return d;
	d.df = variance > 0 ? gsl_pow_2(variance) /
				      (df_part(a->variance, a->df) +
				       df_part(b->variance, b->df) +
				       df_part(shift->variance, shift->df))
			    : a->df + b->df;
	if (d.error > 0)
		d.p = 2 * gsl_cdf_tdist_Q(fabs(d.estimate) / d.error, d.df);
	else if (d.estimate != 0)
		d.p = 0;
	return d;
}

double difference_half_width(const struct difference *d, double confidence)
{
	if (isnan(d->error))
		return INFINITY;
	return d->error * gsl_cdf_tdist_Qinv((1 - confidence) / 2, d->df);
}

/* Squares of the differences of adjacent parts; returns how many. */
static size_t add_squares(const double *values, size_t count, size_t parts,
			  double *sum)
{
	double last = 0;

	if (count < 2 * parts)
		return 0;
	for (size_t i = 0; i < parts; i++) {
		size_t from = i * count / parts, to = (i + 1) * count / parts;
		double mean = gsl_stats_mean(values + from, 1, to - from);

		if (i)
			*sum += gsl_pow_2(mean - last);
		last = mean;
	}
	return parts - 1;
}

struct shift series_shift(const double *a, size_t a_count, const double *b,
			  size_t b_count)
{
	struct shift shift = {0, 1};

	for (size_t parts = 8; parts > 1; parts /= 2) {
		double sum = 0;
		size_t n = add_squares(a, a_count, parts, &sum) +
			   add_squares(b, b_count, parts, &sum);

		if (n && sum / (double)n > shift.variance)
			shift = (struct shift){sum / (double)n, (double)n};
	}
	return shift;
}

struct trend series_trend(const double *values, size_t count)
{
	struct trend trend = {0, INFINITY};
	double *x = calloc(2 * count + 1, sizeof(*x)), *rest = x + count;
	double c0, c1, cov00, cov01, cov11, squares, phi;

	if (!x || count < 4) {
		free(x);
		return trend;
	}
	for (size_t i = 0; i < count; i++)
		x[i] = (double)i / (double)(count - 1);
	gsl_fit_linear(x, 1, values, 1, count, &c0, &c1, &cov00, &cov01, &cov11,
		       &squares);
	for (size_t i = 0; i < count; i++)
		rest[i] = values[i] - c0 - c1 * x[i];
	phi = gsl_stats_lag1_autocorrelation(rest, 1, count);
	phi = isnan(phi) || phi < 0 ? 0 : fmin(phi, 0.99);
	trend.change = c1;
	trend.error = sqrt(cov11 * (1 + phi) / (1 - phi));
	free(x);
	return trend;
}

/* Indices of p values from the smallest on. */
static size_t *ranked(const double *p, size_t count)
{
	size_t *order = calloc(count + 1, sizeof(*order));

	if (order)
		gsl_sort_index(order, p, 1, count);
	return order;
}

int adjust_holm(double *p, size_t count)
{
	size_t *order = ranked(p, count);
	double least = 0;

	if (!order)
		return -1;
	for (size_t i = 0; i < count; i++) {
		double adjusted = fmin(1, (double)(count - i) * p[order[i]]);

		least = fmax(least, adjusted);
		p[order[i]] = least;
	}
	free(order);
	return 0;
}

int adjust_benjamini_hochberg(double *p, size_t count)
{
	size_t *order = ranked(p, count);
	double most = 1;

	if (!order)
		return -1;
	for (size_t i = count; i-- > 0;) {
		double adjusted = (double)count / (double)(i + 1) * p[order[i]];

		most = fmin(most, adjusted);
		p[order[i]] = most;
	}
	free(order);
	return 0;
}
