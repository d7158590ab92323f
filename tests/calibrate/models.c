// SPDX-License-Identifier: GPL-2.0-only
/* The models of noise, and which bounds the verdicts must keep in each. */
#include "models.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#define CV 0.01 /* of a process, in every model */

static void iid(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	(void)run;
	for (size_t i = 0; i < count; i++)
		noise[i] = gsl_ran_gaussian(rng, CV);
}

/*
 * 2 % from the first process of a run to the last. The next run starts where
 * this one ended.
 */
static void drift(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++)
		noise[i] += 0.02 * ((double)run + (double)i / (double)count);
}

static void ar1(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	const double phi = 0.5;
	double x = gsl_ran_gaussian(rng, CV);

	(void)run;
	for (size_t i = 0; i < count; i++) {
		x = phi * x + gsl_ran_gaussian(rng, CV * sqrt(1 - phi * phi));
		noise[i] = x;
	}
}

/* One process in twenty is disturbed and takes 5 to 50 % longer. */
static void spikes(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++)
		if (gsl_rng_uniform(rng) < 0.05)
			noise[i] += gsl_ran_flat(rng, 0.05, 0.5);
}

/*
 * The machine is faster or slower by 1 % for an eighth of a run on average,
 * because other programs, or other guests of its host, come and go.
 */
static void levels(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	double level = gsl_ran_gaussian(rng, CV);

	iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++) {
		if (gsl_rng_uniform(rng) < 8 / (double)count)
			level = gsl_ran_gaussian(rng, CV);
		noise[i] += level;
	}
}

/* A boot is faster or slower as a whole. */
static void boots(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	double boot = gsl_ran_gaussian(rng, CV);

	iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++)
		noise[i] += boot;
}

const struct model models[] = {
	{"independent, CV 1 %", iid, 1, true, true, NULL},
	{"2 % drift in each run", drift, 1, true, false,
	 "protected: drifting runs are not judged"},
	{"AR(1), 0.5", ar1, 1, true, true, NULL},
	{"5 % spikes of 5 to 50 %", spikes, 1, true, true, NULL},
	{"levels of 1 %, for an eighth of a run", levels, 1, true, false,
	 "kept; more runs find more"},
	{"boots of 1 %, one run a side", boots, 1, false, false,
	 "protected: runs of two boots are not judged"},
	{"boots of 1 %, 12 runs a side", boots, 12, false, false,
	 "kept; more boots find more"},
	{0},
};

const struct model history_models[] = {
	{"independent, CV 1 %", iid, 1, true, true, NULL},
	{"2 % drift over all", drift, 1, true, false,
	 "protected: reported as drift, not as steps"},
	{"AR(1), 0.5", ar1, 1, true, false,
	 "kept; a longer history finds more"},
	{"5 % spikes of 5 to 50 %", spikes, 1, true, false,
	 "kept; a longer history finds more"},
	{0},
};
