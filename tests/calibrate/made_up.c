// SPDX-License-Identifier: GPL-2.0-only
#include "made_up.h"

#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "workload.h"

/* As plans/host.ini has them: every workload, none twice and kvm. */
#define SAMPLES 20
#define KINDS   3

struct plan_cells {
	struct cell cell[64];
	double ns[64]; /* what it takes without noise */
	size_t count;
};

static void *or_end(void *pointer)
{
	if (pointer)
		return pointer;
	fprintf(stderr, "calibrate: out of memory\n");
	exit(2);
}

static void fill_plan(struct plan_cells *plan)
{
	static const struct {
		const char *mode, *arm;
		double factor;
	} kinds[KINDS] = {{"none", "a", 1},
			  {"ruler-global", "a", 1.05},
			  {"none", "b", 1}};
	char line[256], error[256];

	plan->count = 0;
	for (size_t w = 0; w < 8 && workloads[w]; w++)
		for (size_t k = 0; k < KINDS; k++) {
			snprintf(line, sizeof(line),
				 "workload=%s mode=%s arm=%s ops=1 warmup=0",
				 workloads[w]->name, kinds[k].mode,
				 kinds[k].arm);
			if (cell_from_line(&plan->cell[plan->count], line,
					   error, sizeof(error))) {
				fprintf(stderr, "calibrate: %s\n", error);
				exit(2);
			}
			plan->ns[plan->count++] =
				10000 * (double)(w + 1) * kinds[k].factor;
		}
}

static json_t *make_sample(size_t id, double ns)
{
	return or_end(json_pack("{s:I, s:[f], s:{s:{}}}", "id", (json_int_t)id,
				"ns", ns, "counters", "callbacks"));
}

/* The part of a result that a comparison reads. */
static struct result *make_run(gsl_rng *rng, const struct model *model,
			       size_t index, double effect)
{
	struct result *run = or_end(calloc(1, sizeof(*run)));
	struct plan_cells plan;
	size_t count, *order;
	double *noise;
	char boot[32];

	fill_plan(&plan);
	count = plan.count * SAMPLES;
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
	run->cells = or_end(calloc(plan.count, sizeof(*run->cells)));
	run->count = plan.count;
	for (size_t i = 0; i < plan.count; i++) {
		run->cells[i].cell = plan.cell[i];
		run->cells[i].samples = or_end(json_array());
		json_array_append_new(json_object_get(run->root, "cells"),
				      run->cells[i].samples);
	}
	for (size_t t = 0; t < count; t++) {
		size_t cell = order[t] / SAMPLES;
		double ns = plan.ns[cell] * (1 + noise[t]);

		if (cell == MADE_UP_CHANGED)
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

static void make_side(gsl_rng *rng, const struct model *model, size_t first,
		      double effect, struct side *side)
{
	side->runs = or_end(calloc(model->boots, sizeof(struct result *)));
	for (; side->count < model->boots; side->count++)
		side->runs[side->count] =
			make_run(rng, model, first + side->count, effect);
}

void made_up_sides(gsl_rng *rng, const struct model *model, double effect,
		   struct side *base, struct side *fresh)
{
	make_side(rng, model, 0, 0, base);
	make_side(rng, model, model->boots, effect, fresh);
}

static struct result *make_empty_run(const struct plan_cells *plan,
				     size_t index)
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

/* A history looks at nothing of a run but the medians of its cells. */
void made_up_history(gsl_rng *rng, const struct model *model, double effect,
		     struct side *all)
{
	double noise[MADE_UP_RUNS];
	struct plan_cells plan;

	fill_plan(&plan);
	all->runs = or_end(calloc(MADE_UP_RUNS, sizeof(struct result *)));
	for (size_t r = 0; r < MADE_UP_RUNS; r++)
		all->runs[all->count++] = make_empty_run(&plan, r);
	for (size_t i = 0; i < plan.count; i++) {
		if (plan.cell[i].arm != ARM_A)
			continue;
		model->fill(rng, 0, noise, MADE_UP_RUNS);
		for (size_t r = 0; r < MADE_UP_RUNS; r++) {
			struct result *run = all->runs[r];
			struct result_cell *cell = &run->cells[run->count++];
			double ns = plan.ns[i] * (1 + noise[r]);

			if (i == MADE_UP_CHANGED && r >= MADE_UP_STEP)
				ns *= 1 + effect;
			cell->cell = plan.cell[i];
			cell->stats.p50 = ns;
		}
	}
}
