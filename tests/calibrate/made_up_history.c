// SPDX-License-Identifier: GPL-2.0-only
/* Making up a history: runs whose medians follow a model. */
#include "made_up_history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_up.h"

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
		     const struct history_model *model, double effect,
		     struct side *all)
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
