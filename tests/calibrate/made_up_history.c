// SPDX-License-Identifier: GPL-2.0-only
/* Making up a history: runs whose medians follow a model. */
#include "made_up_history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_up.h"

/* The cell whose noise differs from the others, if a model has one. */
#define ODD_CELL 3

size_t made_up_runs(const struct history_model *model)
{
	return model->runs ? model->runs : HISTORY_RUNS;
}

size_t made_up_step(const struct history_model *model)
{
	return made_up_runs(model) / 2;
}

size_t made_up_slower(const struct history_model *model)
{
	return model->cells == 1 ? 0 : MADE_UP_CHANGED;
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

/* By how much the noise of a cell differs from that of the model. */
static double noise_factor(const struct history_model *model, size_t cell)
{
	if (!model->unequal || cell == made_up_slower(model))
		return 1;
	return 0.3 * pow(10 / 0.3, (double)(cell % 10) / 9);
}

/* A history reads only the medians of a run's cells. */
static void add_cell(gsl_rng *rng, const struct plan *plan, size_t index,
		     const struct history_model *model, double effect,
		     const double *common, struct side *all)
{
	size_t cell = all->runs[0]->count;
	double *noise = or_end(calloc(all->count, sizeof(*noise)));

	(cell == ODD_CELL && model->odd ? model->odd : model->fill)(rng, noise,
								    all->count);
	for (size_t r = 0; r < all->count; r++) {
		struct result *run = all->runs[r];
		struct result_cell *to = &run->cells[run->count++];
		double time = 1 + noise[r] * noise_factor(model, cell);

		if (cell == made_up_slower(model) && r >= made_up_step(model))
			time *= 1 + effect;
		time *= 1 + common[r];
		if (model->quantum > 0)
			time = model->quantum * round(time / model->quantum);
		to->cell = plan->cells[index];
		to->stats.p50 = undisturbed_ns(plan, index) * time;
	}
	free(noise);
}

void made_up_history(gsl_rng *rng, const struct plan *plan,
		     const struct history_model *model, double effect,
		     struct side *all)
{
	size_t runs = made_up_runs(model);
	double *common = or_end(calloc(runs, sizeof(*common)));

	if (model->common)
		model->common(rng, common, runs);
	all->runs = or_end(calloc(runs, sizeof(struct result *)));
	for (size_t r = 0; r < runs; r++)
		all->runs[all->count++] = make_empty_run(plan, r);
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->cells[i].arm != ARM_A ||
		    (model->cells && all->runs[0]->count == model->cells))
			continue;
		add_cell(rng, plan, i, model, effect, common, all);
	}
	free(common);
}
