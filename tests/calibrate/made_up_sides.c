// SPDX-License-Identifier: GPL-2.0-only
/* Making up both sides of a comparison: processes that follow a model. */
#include "made_up_sides.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_up.h"

static json_t *make_sample(size_t id, double ns)
{
	return or_end(json_pack("{s:I, s:[f], s:{s:{}}}", "id", (json_int_t)id,
				"ns", ns, "counters", "callbacks"));
}

/* A result without samples, of one batch. */
static struct result *make_empty(const struct plan *plan,
				 const struct comparison_model *model,
				 const char *boot)
{
	struct result *run = or_end(calloc(1, sizeof(*run)));

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
		if (model->secondary && i >= plan->count / 2)
			run->cells[i].cell.placement = PLACEMENT_OVERLAP;
		run->cells[i].samples = or_end(json_array());
		json_array_append_new(json_object_get(run->root, "cells"),
				      run->cells[i].samples);
	}
	return run;
}

static json_t *order_of(const struct result *run)
{
	json_t *batches = json_object_get(run->root, "batches");

	return json_object_get(json_array_get(batches, 0), "order");
}

static double rounded(double ns, double step)
{
	return step > 0 ? step * round(ns / step) : ns;
}

/* Whether the effect makes a cell slower. */
static bool is_changed(const struct plan *plan,
		       const struct comparison_model *model, size_t cell)
{
	size_t changed = changed_cell(plan);

	return cell == changed ||
	       (model->workload &&
		cell_same_activity(&plan->cells[cell], &plan->cells[changed]));
}

static double time_of(const struct plan *plan,
		      const struct comparison_model *model, size_t cell,
		      double noise, double effect)
{
	/* Two modes of one run are compared as if they were the same. */
	double ns = model->one_run ? 10000 : undisturbed_ns(plan, cell);

	return ns * (1 + noise) *
	       (is_changed(plan, model, cell) ? 1 + effect : 1);
}

/* A run of @processes processes of each cell, in random order. */
static void fill_run(gsl_rng *rng, const struct plan *plan,
		     const struct comparison_model *model, size_t index,
		     size_t processes, double effect, struct result *run)
{
	size_t count = plan->count * processes;
	size_t *order = or_end(calloc(2 * count, sizeof(*order)));
	size_t *cell = order + count;
	double *noise = or_end(calloc(count, sizeof(*noise)));
	const struct run_shape shape = {index, count, cell, plan->count};

	for (size_t i = 0; i < count; i++)
		order[i] = i;
	gsl_ran_shuffle(rng, order, count, sizeof(*order));
	for (size_t t = 0; t < count; t++)
		cell[t] = order[t] / processes;
	model->fill(rng, &shape, noise);
	for (size_t t = 0; t < count; t++) {
		double ns = time_of(plan, model, cell[t], noise[t], effect);

		json_array_append_new(run->cells[cell[t]].samples,
				      make_sample(order[t],
						  rounded(ns, model->step)));
		json_array_append_new(order_of(run),
				      json_integer((json_int_t)order[t]));
	}
	free(order);
	free(noise);
}

/* @which: 0 for BASE, 1 for NEW. */
static void make_side(gsl_rng *rng, const struct plan *plan,
		      const struct comparison_model *model, size_t which,
		      double effect, struct side *side)
{
	side->runs = or_end(calloc(model->runs, sizeof(struct result *)));
	for (; side->count < model->runs; side->count++) {
		size_t boot = model->boots ? 1 + which * model->boots +
						     side->count % model->boots
					   : 0;
		char name[32];

		snprintf(name, sizeof(name), "%zu", boot);
		side->runs[side->count] = make_empty(plan, model, name);
		fill_run(rng, plan, model, which * model->runs + side->count,
			 model->processes[which], effect,
			 side->runs[side->count]);
	}
}

void made_up_sides(gsl_rng *rng, const struct plan *plan,
		   const struct comparison_model *model, double effect,
		   struct side *base, struct side *fresh)
{
	if (!model->one_run) {
		make_side(rng, plan, model, 0, 0, base);
		make_side(rng, plan, model, 1, effect, fresh);
		return;
	}
	/* Both sides are one run, and each frees its own. */
	make_side(rng, plan, model, 0, effect, base);
	fresh->runs = or_end(calloc(1, sizeof(struct result *)));
	fresh->runs[0] = make_empty(plan, model, "0");
	json_decref(fresh->runs[0]->root);
	fresh->runs[0]->root = json_incref(base->runs[0]->root);
	for (size_t i = 0; i < plan->count; i++)
		fresh->runs[0]->cells[i].samples =
			base->runs[0]->cells[i].samples;
	fresh->count = 1;
	base->mode = "none";
	fresh->mode = "kvm";
}
