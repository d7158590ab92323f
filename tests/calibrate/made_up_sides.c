// SPDX-License-Identifier: GPL-2.0-only
/* Making up both sides of a comparison: processes that follow a model. */
#include "made_up_sides.h"

#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_up.h"

static json_t *make_sample(size_t id, double ns)
{
	return or_end(json_pack("{s:I, s:[f], s:{s:{}}}", "id", (json_int_t)id,
				"ns", ns, "counters", "callbacks"));
}

/* The part of a result that a comparison reads. */
static struct result *make_run(gsl_rng *rng, const struct plan *plan,
			       const struct comparison_model *model,
			       size_t index, double effect)
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
		      const struct comparison_model *model, size_t first,
		      double effect, struct side *side)
{
	side->runs = or_end(calloc(model->boots, sizeof(struct result *)));
	for (; side->count < model->boots; side->count++)
		side->runs[side->count] =
			make_run(rng, plan, model, first + side->count, effect);
}

void made_up_sides(gsl_rng *rng, const struct plan *plan,
		   const struct comparison_model *model, double effect,
		   struct side *base, struct side *fresh)
{
	make_side(rng, plan, model, 0, 0, base);
	make_side(rng, plan, model, model->boots, effect, fresh);
}
