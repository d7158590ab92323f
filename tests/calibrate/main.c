// SPDX-License-Identifier: GPL-2.0-only
/*
 * calibrate: measure how often the verdicts of timed runs err. It makes up runs
 * from models of noise, with and without an effect, and lets the code of
 * `mnbench compare` and `mnbench history` judge them.
 *
 *	calibrate [RUNS [SEED [ROW]]]
 *
 * It prints tables in Markdown, or one row of them. The exit status is 1 if a
 * bound is broken. A row does not depend on other rows. The digest in its last
 * column covers the first TALLY_PREFIX comparisons or HISTORIES_PREFIX
 * histories, whatever RUNS is, so a short run shows whether the verdicts are
 * still those of the table. With RUNS 0 there are no others.
 */
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>

#include "comparisons.h"
#include "histories.h"
#include "made_up.h"
#include "sequential.h"
#include "tally.h"

#define RUNS 500
#define SEED 1
/* Seeds of a table do not depend on how many rows the tables above it have. */
#define HISTORIES   1000
#define SEQUENTIALS 2000

/* @row: the row to print, from 1; 0 prints all rows and the heads. */
static bool calibrate_rows(gsl_rng *rng, const struct plan *plan, size_t runs,
			   unsigned long seed, size_t row)
{
	bool good = true;
	size_t n = 0;

	if (!row)
		comparisons_head();
	for (const struct comparison_model *model = comparison_models;
	     model->name; model++) {
		n++;
		gsl_rng_set(rng, seed + n);
		if (!row || row == n)
			good = comparisons_calibrate(rng, plan, model,
						     runs ? runs
							  : TALLY_PREFIX) &&
			       good;
	}
	if (!row)
		comparisons_power_head();
	for (const struct comparison_model *model = power_models; model->name;
	     model++) {
		n++;
		gsl_rng_set(rng, seed + n);
		if (!row || row == n)
			comparisons_power(rng, plan, model,
					  runs ? runs : TALLY_PREFIX);
	}
	if (!row)
		histories_head();
	for (const struct history_model *model = history_models; model->name;
	     model++) {
		n++;
		gsl_rng_set(rng, seed + HISTORIES +
					 (size_t)(model - history_models));
		if (!row || row == n)
			good = histories_calibrate(rng, plan, model,
						   runs ? runs
							: HISTORIES_PREFIX) &&
			       good;
	}
	if (!row)
		sequential_head();
	for (const struct sequential_model *model = sequential_models;
	     model->name; model++) {
		n++;
		gsl_rng_set(rng, seed + SEQUENTIALS +
					 (size_t)(model - sequential_models));
		if (!row || row == n)
			good = sequential_calibrate(rng, plan, model,
						    runs ? runs
							 : SEQUENTIAL_PREFIX) &&
			       good;
	}
	return good;
}

int main(int argc, char **argv)
{
	size_t runs = argc > 1 ? strtoul(argv[1], NULL, 10) : RUNS;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : SEED;
	size_t row = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct plan *plan;
	bool good;

	if (!rng) {
		fprintf(stderr, "usage: calibrate [RUNS [SEED [ROW]]]\n");
		return 2;
	}
	plan = made_up_plan();
	good = calibrate_rows(rng, plan, runs, seed, row);
	plan_free(plan);
	gsl_rng_free(rng);
	return good ? 0 : 1;
}
