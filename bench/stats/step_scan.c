// SPDX-License-Identifier: GPL-2.0-only
/* Fitting a step at each place of a whitened series, by least squares. */
#include "stats/step_scan.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <math.h>

/* The products of a whitened step with itself, with the level, with values. */
struct products {
	double own, level, values;
};

static double dot(const double *a, const double *b, size_t count)
{
	double sum[4] = {0};
	size_t t = 0;

	/* Four sums at once keep the processor busy. */
	for (; t + 4 <= count; t += 4)
		for (size_t k = 0; k < 4; k++)
			sum[k] += a[t + k] * b[t + k];
	for (; t < count; t++)
		sum[0] += a[t] * b[t];
	return sum[0] + sum[1] + sum[2] + sum[3];
}

static struct products multiply(const struct whitening *w, size_t at,
				const double *values, size_t count)
{
	size_t last = at * w->count + count - 1;

	return (struct products){w->own[last], w->level[last],
				 dot(whitening_step(w, at) + at, values + at,
				     count - at)};
}

double level_squares(const struct whitening *w, const double *values,
		     size_t count)
{
	struct products level = multiply(w, 0, values, count);

	return fmax(0, dot(values, values, count) -
			       gsl_pow_2(level.values) / level.own);
}

/* Both sides of a step: how much the fit leaves, and of how many values. */
struct sides {
	double squares[2], count[2];
};

static struct sides split(const struct whitening *w, const double *values,
			  size_t count, const struct step_fit *fit,
			  const struct products *level,
			  const struct products *step)
{
	double base = (level->values - step->level * fit->height) / level->own;
	const double *one = whitening_step(w, 0);
	const double *up = whitening_step(w, fit->at);
	struct sides sides = {{0, 0},
			      {(double)fit->at, (double)(count - fit->at)}};

	for (size_t t = 0; t < count; t++)
		sides.squares[t >= fit->at] +=
			gsl_pow_2(values[t] - base * one[t] -
				  (t >= fit->at ? fit->height * up[t] : 0));
	return sides;
}

/* The variance of a step, by that of each value, and what it is known from. */
struct step_variance {
	double inflation; /* by the noisier side */
	double df;
};

/*
 * A side that is noisier than both together counts as it is (Welch). With the
 * same noise at both sides the inflation is little above 1.
 */
static struct step_variance variance_of(const struct sides *sides,
					double variance, double df)
{
	double sum = 0, plain = 0, parts = 0;

	for (size_t i = 0; i < 2; i++) {
		double own = sides->squares[i] / (sides->count[i] - 1);
		double part = fmax(own, variance) / sides->count[i];

		sum += part;
		plain += variance / sides->count[i];
		parts += part * part /
			 (own > variance ? sides->count[i] - 1 : df);
	}
	return (struct step_variance){sum / plain, fmin(df, sum * sum / parts)};
}

/* @gain: what the step explains. */
static double p_of(const struct whitening *w, const double *values,
		   size_t count, const struct step_fit *fit,
		   const struct products *level, double gain)
{
	struct products step = multiply(w, fit->at, values, count);
	struct sides sides = split(w, values, count, fit, level, &step);
	double df = (double)count - 2, variance = fit->squares / df;
	struct step_variance of;

	if (variance <= 0)
		return gain > 0 ? 0 : 1;
	of = variance_of(&sides, variance, df);
	return 2 *
	       gsl_cdf_tdist_Q(sqrt(gain / (variance * of.inflation)), of.df);
}

struct step_fit step_scan(const struct whitening *w, const double *values,
			  size_t count, size_t first, size_t last)
{
	struct step_fit best = {0, 0, 1, 0};
	struct products level;
	double total, most = 0;

	if (count < 2 * LEVEL_MIN)
		return best;
	first = first < LEVEL_MIN ? LEVEL_MIN : first;
	last = last > count - LEVEL_MIN ? count - LEVEL_MIN : last;
	level = multiply(w, 0, values, count);
	total = level_squares(w, values, count);
	for (size_t at = first; at <= last; at++) {
		struct products step = multiply(w, at, values, count);
		double own = step.own - gsl_pow_2(step.level) / level.own;
		double with =
			step.values - step.level * level.values / level.own;

		if (own <= 0 || with * with / own <= most)
			continue;
		most = with * with / own;
		best.at = at;
		best.height = with / own;
	}
	best.squares = fmax(0, total - most);
	/* Rounding leaves something of an exact step. */
	if (best.squares < 1e-12 * total)
		best.squares = 0;
	if (best.at)
		best.p = p_of(w, values, count, &best, &level, most);
	return best;
}
