// SPDX-License-Identifier: GPL-2.0-only
/* Noise that runs and histories share: how values scatter about a level. */
#include "noise.h"

#include <gsl/gsl_randist.h>
#include <math.h>

void noise_iid(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	(void)run;
	for (size_t i = 0; i < count; i++)
		noise[i] = gsl_ran_gaussian(rng, NOISE_CV);
}

/*
 * 2 % from the first process of a run to the last. The next run starts where
 * this one ended.
 */
void noise_drift(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	noise_iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++)
		noise[i] += 0.02 * ((double)run + (double)i / (double)count);
}

void noise_ar1(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	const double phi = 0.5;
	double x = gsl_ran_gaussian(rng, NOISE_CV);

	(void)run;
	for (size_t i = 0; i < count; i++) {
		x = phi * x +
		    gsl_ran_gaussian(rng, NOISE_CV * sqrt(1 - phi * phi));
		noise[i] = x;
	}
}

/* One process in twenty is disturbed and takes 5 to 50 % longer. */
void noise_spikes(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	noise_iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++)
		if (gsl_rng_uniform(rng) < 0.05)
			noise[i] += gsl_ran_flat(rng, 0.05, 0.5);
}
