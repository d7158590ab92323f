// SPDX-License-Identifier: GPL-2.0-only
/*
 * Moderated variances: the prior is a scaled inverse chi-square distribution,
 * fitted to the mean and the variance of the logarithms of the variances.
 */
#include "stats/moderation.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

/* Fewer variances do not tell what is common to them. */
#define LEAST_SPREADS 4

struct prior {
	double variance, df;
};

/* The argument at which the trigamma function has this value (Newton). */
static double trigamma_inverse(double y)
{
	double x = 0.5 + 1 / y;

	if (y > 1e7)
		return 1 / sqrt(y);
	if (y < 1e-6)
		return 1 / y;
	for (int i = 0; i < 50; i++) {
		double tri = gsl_sf_psi_1(x);
		double step = tri * (1 - tri / y) / gsl_sf_psi_n(2, x);

		x += step;
		if (fabs(step) < 1e-8 * x)
			break;
	}
	return x;
}

/* The logarithm of a variance, without the bias that few values give it. */
static double fair_log(const struct spread *s)
{
	return log(s->variance) - gsl_sf_psi(s->df / 2) + log(s->df / 2);
}

/* Returns a prior of 0 degrees of freedom if nothing is known. */
static struct prior fit(const struct spread *spreads, size_t count)
{
	double sum = 0, squares = 0, chance = 0, df = 0, mean, excess, half;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (spreads[i].df <= 0 || !(spreads[i].variance > 0))
			continue;
		sum += fair_log(&spreads[i]);
		chance += gsl_sf_psi_1(spreads[i].df / 2);
		df += spreads[i].df;
		n++;
	}
	if (n < LEAST_SPREADS)
		return (struct prior){0, 0};
	mean = sum / (double)n;
	for (size_t i = 0; i < count; i++)
		if (spreads[i].df > 0 && spreads[i].variance > 0)
			squares += gsl_pow_2(fair_log(&spreads[i]) - mean);
	excess = squares / (double)(n - 1) - chance / (double)n;
	if (excess <= 0)
		return (struct prior){exp(mean), df};
	half = trigamma_inverse(excess);
	return (struct prior){exp(mean + gsl_sf_psi(half) - log(half)),
			      fmin(2 * half, df)};
}

void spreads_moderate(struct spread *spreads, size_t count)
{
	struct prior prior = fit(spreads, count);

	for (size_t i = 0; prior.df > 0 && i < count; i++) {
		struct spread *s = &spreads[i];

		if (s->df <= 0)
			continue;
		s->variance =
			(prior.df * prior.variance + s->df * s->variance) /
			(prior.df + s->df);
		s->df += prior.df;
	}
}
