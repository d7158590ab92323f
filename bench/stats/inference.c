// SPDX-License-Identifier: GPL-2.0-only
/* Inference on few, noisy values: robust means, their differences, p values. */
#include "stats/inference.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#define TRIM       0.2 /* of the values, at either end */
#define LEAST_TRIM 10  /* values, below which none is cut */

struct centre centre_of(double *values, size_t count)
{
	return trimmed_centre(values, count, count < LEAST_TRIM ? 0 : TRIM);
}

double winsorised_share(double trim)
{
	double z = trim > 0 ? gsl_cdf_ugaussian_Qinv(trim) : 0;

	return trim > 0 ? 1 - 2 * trim - 2 * z * gsl_ran_ugaussian_pdf(z) +
				  2 * trim * z * z
			: 1;
}

struct centre trimmed_centre(double *values, size_t count, double trim)
{
	struct centre c = {NAN, NAN, NAN};
	size_t cut = (size_t)(trim * (double)count);
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

int adjust_holm_weighted(double *p, const double *weight, size_t count)
{
	double *ratio = calloc(count + 1, sizeof(*ratio));
	size_t *order = calloc(count + 1, sizeof(*order));
	double left = 0, least = 0;
	int ret = ratio && order ? 0 : -1;

	for (size_t i = 0; !ret && i < count; i++) {
		ratio[i] = p[i] / weight[i];
		left += weight[i];
	}
	if (!ret)
		gsl_sort_index(order, ratio, 1, count);
	for (size_t i = 0; !ret && i < count; i++) {
		least = fmax(least, fmin(1, left * ratio[order[i]]));
		p[order[i]] = least;
		left = fmax(left - weight[order[i]], 0);
	}
	free(order);
	free(ratio);
	return ret;
}

int adjust_holm(double *p, size_t count)
{
	double *weight = calloc(count + 1, sizeof(*weight));
	int ret;

	if (!weight)
		return -1;
	for (size_t i = 0; i < count; i++)
		weight[i] = 1;
	ret = adjust_holm_weighted(p, weight, count);
	free(weight);
	return ret;
}
