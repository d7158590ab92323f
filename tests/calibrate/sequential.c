// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of runs that measure until cells are decided: false alarms, time
 * and power, beside the plan that measures each cell to the end. That plan is
 * one with a single look.
 */
#include "sequential.h"

#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_up.h"
#include "noise.h"
#include "plan/batch.h"
#include "result/result.h"
#include "run/looks.h"
#include "tally.h"

/* The defaults of plans. */
#define SAMPLES 80
#define LOOKS   8

static const double effects[] = {0, 0.01, 0.02, 0.05};

#define EFFECTS (sizeof(effects) / sizeof(effects[0]))

/* What the runs of one effect gave. */
struct sum {
	struct tally tally;
	size_t cells, changed, unchanged;
	double samples, samples_max;
};

/*
 * The machine is faster or slower by 1 %, for an eighth of the longest run on
 * average.
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

/* Three times the noise of the others. */
static void wide(gsl_rng *rng, size_t run, double *noise, size_t count)
{
	noise_iid(rng, run, noise, count);
	for (size_t i = 0; i < count; i++)
		noise[i] *= 3;
}

const struct sequential_model sequential_models[] = {
	{"independent, CV 1 %", noise_iid},
	{"independent, CV 3 %", wide},
	{"AR(1), 0.5", noise_ar1},
	{"5 % spikes of 5 to 50 %", noise_spikes},
	{"levels of 1 %, for an eighth of a run", levels},
	{0},
};

/* An empty result: what a look reads of it. */
static struct result *make_result(const struct plan *plan)
{
	struct result *run = or_end(calloc(1, sizeof(*run)));

	run->path = or_end(strdup("made up"));
	run->root =
		or_end(json_pack("{s:{s:I, s:I}, s:[{s:[]}], s:{s:s}, s:[]}",
				 "plan", "samples", (json_int_t)plan->samples,
				 "looks", (json_int_t)plan->looks, "batches",
				 "order", "host", "boot_id", "0", "cells"));
	run->venue = "host";
	run->unit = "ns";
	run->plan = "host";
	run->kernel = "none";
	run->cells = or_end(calloc(plan->count, sizeof(*run->cells)));
	run->count = plan->count;
	for (size_t i = 0; i < plan->count; i++) {
		run->cells[i].cell = plan->cells[i];
		run->cells[i].index = i;
		run->cells[i].samples = or_end(json_array());
		json_array_append_new(json_object_get(run->root, "cells"),
				      run->cells[i].samples);
	}
	return run;
}

static void add_sample(struct result *run, const struct plan *plan, size_t id,
		       double effect, double noise)
{
	const json_t *batches = json_object_get(run->root, "batches");
	json_t *order = json_object_get(json_array_get(batches, 0), "order");
	size_t cell = sample_cell(plan, id);
	bool slower = strcmp(plan->cells[cell].mode, "none") != 0;
	double ns = 10000 * (1 + noise) * (slower ? 1 + effect : 1);

	json_array_append_new(order, json_integer((json_int_t)id));
	json_array_append_new(run->cells[cell].samples,
			      or_end(json_pack("{s:I, s:[f], s:{s:{}}}", "id",
					       (json_int_t)id, "ns", ns,
					       "counters", "callbacks")));
}

/* Measure one run of @plan, look by look. Returns the samples it took. */
static size_t measure(struct looks *looks, const struct plan *plan,
		      double effect, const double *noise)
{
	struct batches *batches = or_end(batches_cut(plan));
	struct result *run = make_result(plan);
	size_t taken = 0;

	for (size_t b = 0; b < batches->count; b++) {
		const struct batch *batch = &batches->batch[b];

		for (size_t i = 0; i < batch->sample_count; i++, taken++)
			add_sample(run, plan, batch->order[i], effect,
				   noise[taken]);
		looks->done = b + 1;
		if (looks_make(looks, plan, batches, run))
			or_end(NULL);
		if (!looks_open(looks, plan))
			break;
	}
	result_free(run);
	batches_free(batches);
	return taken;
}

static bool is_changed(const struct decision *decision)
{
	return decision->look && decision->judged.verdict != VERDICT_UNCHANGED;
}

static void run_once(gsl_rng *rng, const struct plan *plan,
		     const struct sequential_model *model, double effect,
		     struct sum *sum)
{
	size_t most = plan->count * plan->samples;
	double *noise = or_end(calloc(most, sizeof(*noise)));
	struct looks *looks = or_end(looks_new(plan));
	bool alarm = false;

	model->fill(rng, 0, noise, most);
	sum->tally.runs++;
	sum->samples += (double)measure(looks, plan, effect, noise);
	sum->samples_max += (double)most;
	for (size_t i = 0; i < plan->count; i++) {
		const struct decision *d = &looks->cells[i];

		if (!d->judges)
			continue;
		sum->cells++;
		sum->changed += is_changed(d);
		sum->unchanged += d->look && !is_changed(d);
		alarm = alarm || is_changed(d);
		if (sum->tally.runs > SEQUENTIAL_PREFIX)
			continue;
		tally_note(&sum->tally, d->look);
		tally_note(&sum->tally, is_changed(d));
	}
	sum->tally.alarms += alarm;
	looks_free(looks);
	free(noise);
}

static double percent_of_cells(size_t count, const struct sum *sum)
{
	return 100 * (double)count / (double)sum->cells;
}

static void print_row(const struct sequential_model *model, size_t runs,
		      const struct sum *with, const struct sum *without,
		      double bound)
{
	uint32_t digest = 0;

	printf("| %s | %zu | %.2f %% (%.2f %%) | ", model->name, runs,
	       tally_percent(with[0].tally.alarms, &with[0].tally),
	       100 * bound);
	for (size_t i = 0; i < EFFECTS; i++)
		printf("%.0f %% | ",
		       100 * (1 - with[i].samples / with[i].samples_max));
	printf("%.1f %% (%.1f %%) | ",
	       percent_of_cells(with[0].unchanged, &with[0]),
	       percent_of_cells(without[0].unchanged, &without[0]));
	for (size_t i = 1; i < EFFECTS; i++)
		printf("%.1f %% (%.1f %%) | ",
		       percent_of_cells(with[i].changed, &with[i]),
		       percent_of_cells(without[i].changed, &without[i]));
	for (size_t i = 0; i < EFFECTS; i++)
		digest = digest * 31 + with[i].tally.digest;
	printf("%s | `%08x` |\n", bound <= FALSE_BOUND ? "kept" : "BROKEN",
	       digest);
	fflush(stdout);
}

bool sequential_calibrate(gsl_rng *rng, const struct plan *plan,
			  const struct sequential_model *model, size_t runs)
{
	struct plan many = *plan, one = *plan;
	struct sum with[EFFECTS] = {0}, without[EFFECTS] = {0};
	double bound;

	many.samples = one.samples = SAMPLES;
	many.looks = LOOKS;
	one.looks = 1;
	for (size_t i = 0; i < runs; i++)
		for (size_t e = 0; e < EFFECTS; e++) {
			run_once(rng, &many, model, effects[e], &with[e]);
			run_once(rng, &one, model, effects[e], &without[e]);
		}
	bound = rate_upper_bound(with[0].tally.alarms, runs);
	print_row(model, runs, with, without, bound);
	return bound <= FALSE_BOUND;
}

void sequential_head(void)
{
	printf("\n| noise of a run with looks | runs | false alarms (95 %% "
	       "bound) |");
	for (size_t i = 0; i < EFFECTS; i++)
		printf(" time saved at +%g %% |", 100 * effects[i]);
	printf(" +0 %% proved (to the end) |");
	for (size_t i = 1; i < EFFECTS; i++)
		printf(" +%g %% found (to the end) |", 100 * effects[i]);
	printf(" verdict | first %d |\n| --- |", SEQUENTIAL_PREFIX);
	for (size_t i = 0; i < 2 + 2 * EFFECTS; i++)
		printf(" ---: |");
	printf(" --- | --- |\n");
}
