// SPDX-License-Identifier: GPL-2.0-only
/* Counting the verdicts of one row, and the bounds of their rates. */
#include "tally.h"

#include <gsl/gsl_cdf.h>

/*
 * The quantile @p of the beta distribution, by bisection: the function of GSL
 * does not converge for all arguments.
 */
static double beta_quantile(double p, double a, double b)
{
	double low = 0, high = 1;

	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		if (gsl_cdf_beta_P(middle, a, b) < p)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* FNV-1a. */
void tally_note(struct tally *tally, size_t what)
{
	if (tally->runs <= TALLY_PREFIX)
		tally->digest =
			(tally->digest ^ (uint32_t)(what + 1)) * 16777619u;
}

uint32_t tally_digest(const struct tally *equal, const struct tally *changed)
{
	return equal->digest * 31 + changed->digest;
}

double rate_upper_bound(size_t count, size_t runs)
{
	return count < runs ? beta_quantile(0.95, (double)count + 1,
					    (double)(runs - count))
			    : 1;
}

double rate_lower_bound(size_t count, size_t runs)
{
	return count ? beta_quantile(0.05, (double)count,
				     (double)(runs - count) + 1)
		     : 0;
}

double tally_percent(size_t count, const struct tally *tally)
{
	return 100 * (double)count / (double)tally->runs;
}
