// SPDX-License-Identifier: GPL-2.0-only
/* Inference on few, noisy values: robust means, their differences, p values. */
#include "stats/inference.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#define TRIM 0.2 /* of the values, at either end */

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
	/* Winsorise: cut values count as the outermost value that was kept. */
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

/* The share of one variance in the degrees of freedom (Satterthwaite). */
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

/* Indices of p values, in ascending order; NULL out of memory. */
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
