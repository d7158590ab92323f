// SPDX-License-Identifier: GPL-2.0-only
/* Making up results: cells of the timed plan whose times follow a model. */
#include "made_up.h"

#include "plan/aa_arms.h"

#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_end(void *pointer)
{
	if (pointer)
		return pointer;
	fprintf(stderr, "calibrate: out of memory\n");
	exit(2);
}

struct plan *made_up_plan(void)
{
	char path[] = "plans/host.ini";
	struct error error = {0};
	struct plan *plan = plan_load(path, path, NULL, 0, &error);

	if (plan && !aa_arms_add(plan, &error))
		return plan;
	fprintf(stderr, "calibrate: %s\n", error.message);
	exit(2);
}

/* The time of a process without noise. Modes differ, as in reality. */
static double undisturbed_ns(const struct plan *plan, size_t cell)
{
	return strcmp(plan->cells[cell].mode, "none") ? 10500 : 10000;
}

static size_t changed_cell(const struct plan *plan)
{
	size_t cell = 0;

	for (size_t left = MADE_UP_CHANGED + 1; left; cell++)
		left -= plan->cells[cell].arm == ARM_A;
	return cell - 1;
}

static json_t *make_sample(size_t id, double ns)
{
	return or_end(json_pack("{s:I, s:[f], s:{s:{}}}", "id", (json_int_t)id,
				"ns", ns, "counters", "callbacks"));
}

/* The part of a result that a comparison reads. */
static struct result *make_run(gsl_rng *rng, const struct plan *plan,
			       const struct model *model, size_t index,
			       double effect)
{
	struct result *run = or_end(calloc(1, sizeof(*run)));
	size_t count = plan->count * plan->samples, *order;
	double *noise;
	char boot[32];

	order = or_end(calloc(count, sizeof(*order)));
	noise = or_end(calloc(count, sizeof(*noise)));
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	gsl_ran_shuffle(rng, order, count, sizeof(*order));
	model->fill(rng, index, noise, count);

	snprintf(boot, sizeof(boot), "%zu", model->one_boot ? 0 : index);
	run->path = or_end(strdup("made up"));
	run->root = or_end(json_pack("{s:{}, s:[{s:[]}], s:{s:s}, s:[]}",
				     "environment", "batches", "order", "host",
				     "boot_id", boot, "cells"));
	run->venue = "host";
	run->unit = "ns";
	run->plan = "host";
	run->kernel = "none";
	run->cells = or_end(calloc(plan->count, sizeof(*run->cells)));
	run->count = plan->count;
	for (size_t i = 0; i < plan->count; i++) {
		run->cells[i].cell = plan->cells[i];
		run->cells[i].samples = or_end(json_array());
		json_array_append_new(json_object_get(run->root, "cells"),
				      run->cells[i].samples);
	}
	for (size_t t = 0; t < count; t++) {
		size_t cell = order[t] / plan->samples;
		double ns = undisturbed_ns(plan, cell) * (1 + noise[t]);

		if (cell == changed_cell(plan))
			ns *= 1 + effect;
		json_array_append_new(run->cells[cell].samples,
				      make_sample(order[t], ns));
		json_array_append_new(
			json_object_get(
				json_array_get(json_object_get(run->root,
							       "batches"),
					       0),
				"order"),
			json_integer((json_int_t)order[t]));
	}
	free(order);
	free(noise);
	return run;
}

static void make_side(gsl_rng *rng, const struct plan *plan,
		      const struct model *model, size_t first, double effect,
		      struct side *side)
{
	side->runs = or_end(calloc(model->boots, sizeof(struct result *)));
	for (; side->count < model->boots; side->count++)
		side->runs[side->count] =
			make_run(rng, plan, model, first + side->count, effect);
}

void made_up_sides(gsl_rng *rng, const struct plan *plan,
		   const struct model *model, double effect, struct side *base,
		   struct side *fresh)
{
	make_side(rng, plan, model, 0, 0, base);
	make_side(rng, plan, model, model->boots, effect, fresh);
}

static struct result *make_empty_run(const struct plan *plan, size_t index)
{
	struct result *run = or_end(calloc(1, sizeof(*run)));
	char name[32];

	snprintf(name, sizeof(name), "run-%zu", index);
	run->path = or_end(strdup(name));
	run->venue = "host";
	run->unit = "ns";
	run->plan = "host";
	run->kernel = "none";
	run->cells = or_end(calloc(plan->count, sizeof(*run->cells)));
	return run;
}

/* A history reads only the medians of a run's cells. */
void made_up_history(gsl_rng *rng, const struct plan *plan,
		     const struct model *model, double effect, struct side *all)
{
	double noise[MADE_UP_RUNS];

	all->runs = or_end(calloc(MADE_UP_RUNS, sizeof(struct result *)));
	for (size_t r = 0; r < MADE_UP_RUNS; r++)
		all->runs[all->count++] = make_empty_run(plan, r);
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->cells[i].arm != ARM_A)
			continue;
		model->fill(rng, 0, noise, MADE_UP_RUNS);
		for (size_t r = 0; r < MADE_UP_RUNS; r++) {
			struct result *run = all->runs[r];
			struct result_cell *cell = &run->cells[run->count++];
			double ns = undisturbed_ns(plan, i) * (1 + noise[r]);

			if (i == changed_cell(plan) && r >= MADE_UP_STEP)
				ns *= 1 + effect;
			cell->cell = plan->cells[i];
			cell->stats.p50 = ns;
		}
	}
}
