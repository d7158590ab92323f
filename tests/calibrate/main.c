// SPDX-License-Identifier: GPL-2.0-only
/*
 * calibrate: measure how often the verdicts of timed runs err. It makes up runs
 * from models of noise, with and without an effect, and lets the code of
 * `mnbench compare` and `mnbench history` judge them.
 *
 *	calibrate [RUNS [SEED [ROW]]]
 *
 * It prints a table in Markdown, or one row of it. The exit status is 1 if a
 * bound is broken. A row does not depend on other rows. The digest in its last
 * column covers the first PREFIX comparisons, whatever RUNS is, so a short run
 * shows whether the verdicts are still those of the table.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/comparison.h"
#include "judge/history.h"
#include "made_up.h"
#include "models.h"

#define RUNS        2000
#define SEED        1
#define PREFIX      20
#define EFFECT      0.02
#define FALSE_BOUND 0.05
#define POWER_BOUND 0.90

/* What the verdicts of one model were. */
struct tally {
	size_t runs, alarms, unfit, voided, found, inconclusive;
	uint32_t digest; /* of the verdicts of the first PREFIX runs */
};

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

/* Add @what to the digest (FNV-1a). */
static void note(struct tally *tally, size_t what)
{
	if (tally->runs <= PREFIX)
		tally->digest =
			(tally->digest ^ (uint32_t)(what + 1)) * 16777619u;
}

static uint32_t digest(const struct tally *equal, const struct tally *changed)
{
	return equal->digest * 31 + changed->digest;
}

/* The upper 95 % bound of a rate, @count of @runs (Clopper-Pearson). */
static double upper_bound(size_t count, size_t runs)
{
	return count < runs ? beta_quantile(0.95, (double)count + 1,
					    (double)(runs - count))
			    : 1;
}

static double lower_bound(size_t count, size_t runs)
{
	return count ? beta_quantile(0.05, (double)count,
				     (double)(runs - count) + 1)
		     : 0;
}

static bool is_alarm(enum verdict verdict)
{
	return verdict == VERDICT_REGRESSED || verdict == VERDICT_IMPROVED;
}

static void look(const struct comparison *c, struct tally *tally)
{
	const struct compared_cell *changed = &c->cells[MADE_UP_CHANGED];
	bool alarm = false;

	tally->runs++;
	note(tally, (size_t)c->unfit + 8 * comparison_void(c));
	for (size_t i = 0; i < c->count; i++) {
		note(tally, c->cells[i].judged.verdict);
		if (i != MADE_UP_CHANGED &&
		    is_alarm(c->cells[i].judged.verdict))
			alarm = true;
	}
	tally->voided += comparison_void(c);
	tally->unfit += c->unfit != FIT;
	if (comparison_void(c))
		return; /* its verdicts do not count */
	tally->alarms += alarm;
	tally->found += changed->judged.verdict == VERDICT_REGRESSED;
	tally->inconclusive += changed->judged.verdict == VERDICT_INCONCLUSIVE;
}

/* One comparison of @boots runs a side. */
static void compare_once(gsl_rng *rng, const struct plan *plan,
			 const struct model *model, double effect,
			 struct tally *tally)
{
	static const struct compare_options options = {.threshold = -1,
						       .level = 0.05};
	struct side base = {0}, fresh = {0};
	struct comparison *c;
	struct error error = {0};

	made_up_sides(rng, plan, model, effect, &base, &fresh);
	c = comparison_make(&base, &fresh, &options, &error);
	if (!c) {
		fprintf(stderr, "calibrate: %s\n", error.message);
		exit(2);
	}
	if (effect == 0 && is_alarm(c->cells[MADE_UP_CHANGED].judged.verdict) &&
	    !comparison_void(c))
		tally->alarms++; /* without an effect it is like any cell */
	look(c, tally);
	comparison_free(c);
	side_free(&base);
	side_free(&fresh);
}

static double percent(size_t count, const struct tally *tally)
{
	return 100 * (double)count / (double)tally->runs;
}

/* Return true if the model keeps its bounds. */
static bool calibrate(gsl_rng *rng, const struct plan *plan,
		      const struct model *model, size_t runs)
{
	struct tally equal = {0}, changed = {0};
	double false_rate, power;
	bool good;

	for (size_t i = 0; i < runs; i++) {
		compare_once(rng, plan, model, 0, &equal);
		compare_once(rng, plan, model, EFFECT, &changed);
	}
	false_rate = upper_bound(equal.alarms, equal.runs);
	power = lower_bound(changed.found, changed.runs);
	good = false_rate <= FALSE_BOUND &&
	       (!model->powered || power >= POWER_BOUND);
	printf("| %s | %zu | %.2f %% (%.2f %%) | %.1f %% (%.1f %%) | %.1f %% | "
	       "%.1f %% | %s | `%08x` |\n",
	       model->name, runs, percent(equal.alarms, &equal),
	       100 * false_rate, percent(changed.found, &changed), 100 * power,
	       percent(equal.unfit, &equal), percent(equal.voided, &equal),
	       !good            ? "BROKEN"
	       : model->powered ? "kept"
				: model->protection,
	       digest(&equal, &changed));
	fflush(stdout);
	return good;
}

/* Return true if a step was found within five runs of where it is. */
static bool is_found(const struct cell_history *cell)
{
	for (size_t i = 0; i < cell->change_count; i++) {
		size_t run = cell->changes[i].run;

		if (run + 5 >= MADE_UP_STEP && run <= MADE_UP_STEP + 5)
			return true;
	}
	return false;
}

/* One history of all cells, with a step in one of them or without. */
static void track_once(gsl_rng *rng, const struct plan *plan,
		       const struct model *model, double effect,
		       struct tally *tally)
{
	static const struct history_options options = {
		.by = "name", .threshold = -1, .level = 0.05};
	struct side all = {0};
	struct history *h;
	bool alarm = false, drifts = false;
	struct error error = {0};

	made_up_history(rng, plan, model, effect, &all);
	h = history_make(all.runs, all.count, &options, &error);
	if (!h) {
		fprintf(stderr, "calibrate: %s\n", error.message);
		exit(2);
	}
	tally->runs++;
	for (size_t i = 0; i < h->count; i++) {
		if (h->cells[i].change_count &&
		    (i != MADE_UP_CHANGED || effect == 0))
			alarm = true;
		drifts = drifts || h->cells[i].drifts;
		note(tally, h->cells[i].drifts);
		for (size_t k = 0; k < h->cells[i].change_count; k++)
			note(tally, h->cells[i].changes[k].run);
	}
	tally->alarms += alarm;
	tally->unfit += drifts;
	tally->found += is_found(&h->cells[MADE_UP_CHANGED]);
	tally->inconclusive += h->cells[MADE_UP_CHANGED].drifts;
	history_free(h);
	side_free(&all);
}

static bool calibrate_history(gsl_rng *rng, const struct plan *plan,
			      const struct model *model, size_t runs)
{
	struct tally equal = {0}, changed = {0};
	double false_rate, power;
	bool good;

	for (size_t i = 0; i < runs; i++) {
		track_once(rng, plan, model, 0, &equal);
		track_once(rng, plan, model, EFFECT, &changed);
	}
	false_rate = upper_bound(equal.alarms, equal.runs);
	power = lower_bound(changed.found + changed.inconclusive, changed.runs);
	good = false_rate <= FALSE_BOUND &&
	       (!model->powered || power >= POWER_BOUND);
	printf("| %s | %zu | %.2f %% (%.2f %%) | %.1f %% | %.1f %% | %.1f %% | "
	       "%s | `%08x` |\n",
	       model->name, runs, percent(equal.alarms, &equal),
	       100 * false_rate, percent(changed.found, &changed),
	       percent(changed.inconclusive, &changed),
	       percent(equal.unfit, &equal),
	       !good            ? "BROKEN"
	       : model->powered ? "kept"
				: model->protection,
	       digest(&equal, &changed));
	fflush(stdout);
	return good;
}

static void print_head(void)
{
	printf("| noise | comparisons | false alarms (95 %% bound) | +%g %% "
	       "found (95 %% bound) | not judged | void | verdict | first %d "
	       "|\n"
	       "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n",
	       100 * EFFECT, PREFIX);
}

static void print_history_head(void)
{
	printf("\n| noise of the runs | histories | false steps (95 %% bound) "
	       "| "
	       "+%g %% found | reported as drift instead | drift reported "
	       "without it | verdict | first %d |\n"
	       "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n",
	       100 * EFFECT, PREFIX);
}

/* @row: the row to print, from 1; 0 prints all rows and the heads. */
static bool calibrate_rows(gsl_rng *rng, const struct plan *plan, size_t runs,
			   unsigned long seed, size_t row)
{
	bool good = true;
	size_t n = 0;

	if (!row)
		print_head();
	for (const struct model *model = models; model->name; model++) {
		n++;
		gsl_rng_set(rng, seed + n);
		if (!row || row == n)
			good = calibrate(rng, plan, model, runs) && good;
	}
	if (!row)
		print_history_head();
	for (const struct model *model = history_models; model->name; model++) {
		n++;
		gsl_rng_set(rng, seed + n);
		if (!row || row == n)
			good = calibrate_history(rng, plan, model, runs) &&
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

	if (!rng || !runs) {
		fprintf(stderr, "usage: calibrate [RUNS [SEED [ROW]]]\n");
		return 2;
	}
	plan = made_up_plan();
	good = calibrate_rows(rng, plan, runs, seed, row);
	plan_free(plan);
	gsl_rng_free(rng);
	return good ? 0 : 1;
}
