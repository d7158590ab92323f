// SPDX-License-Identifier: GPL-2.0-only
/* Noise of timed runs, made up. */
#include "comparison_noise.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "noise.h"

#define MOST_CELLS 1000

void independent(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	noise_iid(rng, run->run, noise, run->count);
}

void drift(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	noise_drift(rng, run->run, noise, run->count);
}

void ar1_half(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	noise_ar1(rng, run->run, noise, run->count);
}

void spikes(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	noise_spikes(rng, run->run, noise, run->count);
}

void ar1_strong(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	const double phi = 0.9;
	double x = gsl_ran_gaussian(rng, NOISE_CV);

	for (size_t i = 0; i < run->count; i++) {
		x = phi * x +
		    gsl_ran_gaussian(rng, NOISE_CV * sqrt(1 - phi * phi));
		noise[i] = x;
	}
}

static void add_levels(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	double level = gsl_ran_gaussian(rng, NOISE_CV);

	for (size_t i = 0; i < run->count; i++) {
		if (gsl_rng_uniform(rng) < 8 / (double)run->count)
			level = gsl_ran_gaussian(rng, NOISE_CV);
		noise[i] += level;
	}
}

/*
 * The machine is faster or slower by 1 % for an eighth of a run on average,
 * because other programs, or other guests of its host, come and go.
 */
void levels(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	independent(rng, run, noise);
	add_levels(rng, run, noise);
}

void step_within(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	size_t at = (size_t)gsl_ran_flat(rng, 0.2 * (double)run->count,
					 0.8 * (double)run->count);
	double step = gsl_rng_uniform(rng) < 0.5 ? 0.01 : -0.01;

	independent(rng, run, noise);
	for (size_t i = at; i < run->count; i++)
		noise[i] += step;
}

static void add_to_all(const struct run_shape *run, double *noise, double what)
{
	for (size_t i = 0; i < run->count; i++)
		noise[i] += what;
}

void step_between(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	independent(rng, run, noise);
	add_to_all(run, noise, run->run % 2 ? 0.03 : 0);
}

void speeds(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	bool slow = gsl_rng_uniform(rng) < 0.5;

	independent(rng, run, noise);
	for (size_t i = 0; i < run->count; i++) {
		if (gsl_rng_uniform(rng) < 4 / (double)run->count)
			slow = !slow;
		noise[i] += slow ? 0.3 : 0;
	}
}

void unlike_workloads(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	double level[MOST_CELLS];

	independent(rng, run, noise);
	/* Successive cells, three in a plan of two modes, are a workload. */
	for (size_t c = 0; c < run->cells; c++)
		level[c] = c % 3 ? level[c - 1]
				 : gsl_ran_gaussian(rng, 0.01 / sqrt(2));
	for (size_t i = 0; i < run->count; i++)
		noise[i] += level[run->cell[i]];
}

void bimodal(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	for (size_t i = 0; i < run->count; i++)
		noise[i] = gsl_ran_gaussian(rng, 0.003) +
			   (gsl_rng_uniform(rng) < 0.5 ? 0.03 : 0);
}

void heavy_tails(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	for (size_t i = 0; i < run->count; i++)
		noise[i] = fmax(NOISE_CV * gsl_ran_tdist(rng, 3), -0.5);
}

void skewed(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	for (size_t i = 0; i < run->count; i++)
		noise[i] = gsl_ran_exponential(rng, NOISE_CV);
}

/* From .3 % of the first cell to 10 % of the last, shuffled. */
static double size_of(const struct run_shape *run, size_t cell)
{
	size_t place = (cell * 10) % run->cells;

	return 0.003 * pow(10 / 0.3, (double)place / (double)(run->cells - 1));
}

void mixed_sizes(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	for (size_t i = 0; i < run->count; i++)
		noise[i] = gsl_ran_gaussian(rng, size_of(run, run->cell[i]));
}

void mixed_sizes_levels(gsl_rng *rng, const struct run_shape *run,
			double *noise)
{
	mixed_sizes(rng, run, noise);
	add_levels(rng, run, noise);
}

void own_wander(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	const double phi = 0.9;
	double x[MOST_CELLS];

	for (size_t c = 0; c < run->cells; c++)
		x[c] = gsl_ran_gaussian(rng, NOISE_CV);
	for (size_t i = 0; i < run->count; i++) {
		double *own = &x[run->cell[i]];

		*own = phi * *own +
		       gsl_ran_gaussian(rng, NOISE_CV * sqrt(1 - phi * phi));
		noise[i] = *own;
	}
}

void growing(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	independent(rng, run, noise);
	for (size_t i = 0; i < run->count; i++)
		noise[i] *= 0.5 + (double)i / (double)run->count;
}

void none_at_all(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	(void)rng;
	for (size_t i = 0; i < run->count; i++)
		noise[i] = 0;
}

static void boot(gsl_rng *rng, const struct run_shape *run, double *noise,
		 double sd)
{
	double level = gsl_ran_gaussian(rng, sd);

	independent(rng, run, noise);
	add_to_all(run, noise, level);
}

void boots_small(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	boot(rng, run, noise, 0.003);
}

void boots_middle(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	boot(rng, run, noise, 0.01);
}

void boots_large(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	boot(rng, run, noise, 0.03);
}

void layouts(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	double level[MOST_CELLS];

	boot(rng, run, noise, 0.01);
	for (size_t c = 0; c < run->cells; c++)
		level[c] = gsl_rng_uniform(rng) < 0.2 ? 0.025 : 0;
	for (size_t i = 0; i < run->count; i++)
		noise[i] += level[run->cell[i]];
}

void boot_cells(gsl_rng *rng, const struct run_shape *run, double *noise)
{
	double level[MOST_CELLS];

	boot(rng, run, noise, 0.01);
	for (size_t c = 0; c < run->cells; c++)
		level[c] = gsl_ran_gaussian(rng, 0.003);
	for (size_t i = 0; i < run->count; i++)
		noise[i] += level[run->cell[i]];
}
