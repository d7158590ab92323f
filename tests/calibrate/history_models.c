// SPDX-License-Identifier: GPL-2.0-only
/* The models of the noise of histories, and the bounds to keep in each. */
#include "history_models.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "noise.h"

static void iid(gsl_rng *rng, double *noise, size_t count)
{
	noise_iid(rng, 0, noise, count);
}

/* 2 % from the first run to the last. */
static void drift(gsl_rng *rng, double *noise, size_t count)
{
	(void)rng;
	for (size_t i = 0; i < count; i++)
		noise[i] = 0.02 * (double)i / (double)(count - 1);
}

/* Up to 4 % from the first run to the last, upwards or downwards. */
static void own_drift(gsl_rng *rng, double *noise, size_t count)
{
	double slope = gsl_ran_flat(rng, -0.04, 0.04);

	iid(rng, noise, count);
	for (size_t i = 0; i < count; i++)
		noise[i] += slope * (double)i / (double)(count - 1);
}

static void ar1(gsl_rng *rng, double phi, double *noise, size_t count)
{
	double x = gsl_ran_gaussian(rng, NOISE_CV);

	for (size_t i = 0; i < count; i++) {
		x = phi * x +
		    gsl_ran_gaussian(rng, NOISE_CV * sqrt(1 - phi * phi));
		noise[i] = x;
	}
}

static void ar1_half(gsl_rng *rng, double *noise, size_t count)
{
	ar1(rng, 0.5, noise, count);
}

static void ar1_long(gsl_rng *rng, double *noise, size_t count)
{
	ar1(rng, 0.9, noise, count);
}

static void spikes(gsl_rng *rng, double *noise, size_t count)
{
	noise_spikes(rng, 0, noise, count);
}

/* Two modes that lie 5 % apart. @share: of the slower mode. */
static void bimodal(gsl_rng *rng, double share, double *noise, size_t count)
{
	iid(rng, noise, count);
	for (size_t i = 0; i < count; i++)
		if (gsl_rng_uniform(rng) < share)
			noise[i] += 0.05;
}

static void bimodal_even(gsl_rng *rng, double *noise, size_t count)
{
	bimodal(rng, 0.5, noise, count);
}

static void bimodal_uneven(gsl_rng *rng, double *noise, size_t count)
{
	bimodal(rng, 0.2, noise, count);
}

static void bimodal_rare(gsl_rng *rng, double *noise, size_t count)
{
	bimodal(rng, 0.1, noise, count);
}

static void walk_by(gsl_rng *rng, double step, double *noise, size_t count)
{
	double x = 0;

	for (size_t i = 0; i < count; i++) {
		noise[i] += x;
		x += gsl_ran_gaussian(rng, step);
	}
}

static void walk(gsl_rng *rng, double *noise, size_t count)
{
	for (size_t i = 0; i < count; i++)
		noise[i] = 0;
	walk_by(rng, NOISE_CV, noise, count);
}

static void slow_walk(gsl_rng *rng, double *noise, size_t count)
{
	iid(rng, noise, count);
	walk_by(rng, 0.2 * NOISE_CV, noise, count);
}

/* The machine is faster or slower by 1 % for an eighth of the history. */
static void levels(gsl_rng *rng, double *noise, size_t count)
{
	double level = gsl_ran_gaussian(rng, NOISE_CV);

	for (size_t i = 0; i < count; i++) {
		if (gsl_rng_uniform(rng) < 8 / (double)count)
			level = gsl_ran_gaussian(rng, NOISE_CV);
		noise[i] = level;
	}
}

/* Student's t with 3 degrees of freedom, of the same standard deviation. */
static void heavy(gsl_rng *rng, double *noise, size_t count)
{
	for (size_t i = 0; i < count; i++)
		noise[i] = NOISE_CV / sqrt(3) * gsl_ran_tdist(rng, 3);
}

static void heavy_long(gsl_rng *rng, double *noise, size_t count)
{
	const double phi = 0.9;
	double x = 0;

	for (size_t i = 0; i < count; i++) {
		x = phi * x + NOISE_CV / sqrt(3) * sqrt(1 - phi * phi) *
				      gsl_ran_tdist(rng, 3);
		noise[i] = x;
	}
}

/* The second half has three times the noise. */
static void noisier(gsl_rng *rng, double *noise, size_t count)
{
	iid(rng, noise, count);
	for (size_t i = count / 2; i < count; i++)
		noise[i] *= 3;
}

#define LONGER "kept; a longer history finds more"
#define WALK   "protected: reported as wandering"

const struct history_model history_models[] = {
	{"independent, CV 1 %", iid, .powered = true},
	{"2 % drift of the machine", iid, .powered = true, .common = drift},
	{"cells drift by up to 4 %", own_drift,
	 .protection = "protected: reported as drift, not as steps"},
	{"AR(1), 0.5", ar1_half, .protection = LONGER},
	{"AR(1), 0.9", ar1_long, .protection = LONGER},
	{"AR(1), 0.9, t(3)", heavy_long, .protection = LONGER},
	{"random walk", walk, .protection = WALK},
	{"independent, and a slow random walk", slow_walk, .protection = WALK},
	{"one cell walks, the others are independent", iid, .powered = true,
	 .odd = walk},
	{"the machine walks", iid, .powered = true, .common = walk},
	{"levels of the machine, for an eighth of the runs", iid,
	 .powered = true, .common = levels},
	{"5 % spikes of 5 to 50 %", spikes, .powered = true},
	{"t(3)", heavy, .powered = true},
	{"two modes 5 % apart, 50/50", bimodal_even, .protection = LONGER},
	{"two modes 5 % apart, 80/20", bimodal_uneven, .protection = LONGER},
	{"two modes 5 % apart, 90/10", bimodal_rare, .protection = LONGER},
	{"times are multiples of 2 %", iid, .protection = LONGER,
	 .quantum = 0.02},
	{"three times the noise in the second half", noisier,
	 .protection = LONGER},
	{"cells with a CV of 0.3 to 10 %", iid, .powered = true,
	 .unequal = true},
	{"8 runs", iid, .protection = LONGER, .runs = 8},
	{"12 runs", iid, .protection = LONGER, .runs = 12},
	{"20 runs", iid, .protection = LONGER, .runs = 20},
	{"30 runs", iid, .protection = LONGER, .runs = 30},
	{"12 runs, AR(1), 0.9", ar1_long, .protection = LONGER, .runs = 12},
	{"30 runs, random walk", walk, .protection = WALK, .runs = 30},
	{"1 cell", iid, .powered = true, .cells = 1},
	{"1 cell, AR(1), 0.5", ar1_half, .protection = LONGER, .cells = 1},
	{"1 cell, AR(1), 0.9", ar1_long, .protection = LONGER, .cells = 1},
	{"1 cell, random walk", walk, .protection = WALK, .cells = 1},
	{"3 cells", iid, .powered = true, .cells = 3},
	{"3 cells, 2 % drift of the machine", iid,
	 .protection = "protected: reported as drift, not as steps", .cells = 3,
	 .common = drift},
	{"3 cells, AR(1), 0.9", ar1_long, .protection = LONGER, .cells = 3},
	{0},
};
