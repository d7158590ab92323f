// SPDX-License-Identifier: GPL-2.0-only
/* Series of numbers: their residuals, their trend and how much they shift. */
#include "stats/series.h"

#include <gsl/gsl_fit.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct centre series_centre(const struct series *series)
{
	double *copy = calloc(series->count + 1, sizeof(*copy));
	struct centre centre = {NAN, NAN, NAN};

	if (copy) {
		memcpy(copy, series->value, series->count * sizeof(*copy));
		centre = centre_of(copy, series->count);
	}
	free(copy);
	return centre;
}

double *series_residuals(const struct series *series, size_t count,
			 size_t *length)
{
	double *residual;

	*length = 0;
	for (size_t i = 0; i < count; i++)
		*length += series[i].count;
	residual = calloc(*length + 1, sizeof(*residual));
	for (size_t i = 0; residual && i < count; i++) {
		double mean = series_centre(&series[i]).mean;

		for (size_t k = 0; k < series[i].count; k++)
			residual[series[i].when[k]] = series[i].value[k] - mean;
	}
	return residual;
}

/*
 * Add the squares of the differences of adjacent parts to @sum. Returns how
 * many differences there are.
 */
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
	double *x = calloc(2 * count + 1, sizeof(*x)), *residual = x + count;
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
		residual[i] = values[i] - c0 - c1 * x[i];
	phi = gsl_stats_lag1_autocorrelation(residual, 1, count);
	phi = isnan(phi) || phi < 0 ? 0 : fmin(phi, 0.99);
	trend.change = c1;
	trend.error = sqrt(cov11 * (1 + phi) / (1 - phi));
	free(x);
	return trend;
}
