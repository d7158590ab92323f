// SPDX-License-Identifier: GPL-2.0-only
/* The models of the noise of timed runs, and the bounds to keep in each. */
#include "comparison_models.h"

#include <gsl/gsl_randist.h>

#include "noise.h"

/*
 * The machine is faster or slower by 1 % for an eighth of a run on average,
 * because other programs, or other guests of its host, come and go.
 */
static void levels(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	double level = gsl_ran_gaussian(rng, NOISE_CV);

	noise_iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++) {
		if (gsl_rng_uniform(rng) < 8 / (double)count)
			level = gsl_ran_gaussian(rng, NOISE_CV);
		noise[i] += level;
	}
}

/* A boot is faster or slower as a whole. */
static void boots(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	double boot = gsl_ran_gaussian(rng, NOISE_CV);

	noise_iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++)
		noise[i] += boot;
}

const struct comparison_model comparison_models[] = {
	{"independent, CV 1 %", noise_iid, 1, true, true, NULL},
	{"2 % drift in each run", noise_drift, 1, true, false,
	 "protected: drifting runs are not judged"},
	{"AR(1), 0.5", noise_ar1, 1, true, true, NULL},
	{"5 % spikes of 5 to 50 %", noise_spikes, 1, true, true, NULL},
	{"levels of 1 %, for an eighth of a run", levels, 1, true, false,
	 "kept; more runs find more"},
	{"boots of 1 %, one run a side", boots, 1, false, false,
	 "protected: runs of two boots are not judged"},
	{"boots of 1 %, 12 runs a side", boots, 12, false, false,
	 "kept; more boots find more"},
	{0},
};
