// SPDX-License-Identifier: GPL-2.0-only
/* The rows of histories: false steps and power of `mnbench history`. */
#include "histories.h"

#include <stdio.h>
#include <stdlib.h>

#include "judge/history.h"
#include "made_up_history.h"
#include "tally.h"

/* A step counts as found within this many runs of where it is. */
#define NEAR 5

static bool is_near(size_t run, size_t step)
{
	return run + NEAR >= step && run <= step + NEAR;
}

static bool moves(const struct cell_history *series)
{
	return series->drifts || series->wanders;
}

static void note(struct tally *tally, size_t what)
{
	if (tally->runs <= HISTORIES_PREFIX)
		tally_note(tally, what);
}

/* What the history says of one cell. @step: where its step is, or 0. */
static void look(const struct cell_history *cell, size_t step,
		 struct tally *tally, bool *alarm, bool *found)
{
	note(tally, cell->drifts + 2 * cell->wanders);
	for (size_t i = 0; i < cell->change_count; i++) {
		size_t run = cell->changes[i].run;

		note(tally, run);
		if (step && !*found && is_near(run, step))
			*found = true;
		else
			*alarm = true;
	}
}

/* One history of all cells, with a step in one of them or without. */
static void track_once(gsl_rng *rng, const struct plan *plan,
		       const struct history_model *model, double effect,
		       struct tally *tally)
{
	static const struct history_options options = {
		.by = "name", .threshold = -1, .level = 0.05};
	size_t slower = made_up_slower(model);
	struct side all = {0};
	struct history *h;
	bool alarm = false, found = false, moving = false;
	struct error error = {0};

	made_up_history(rng, plan, model, effect, &all);
	h = history_make(all.runs, all.count, &options, &error);
	if (!h) {
		fprintf(stderr, "calibrate: %s\n", error.message);
		exit(2);
	}
	tally->runs++;
	for (size_t i = 0; i < h->count; i++) {
		look(&h->cells[i],
		     effect > 0 && i == slower ? made_up_step(model) : 0, tally,
		     &alarm, &found);
		moving = moving || moves(&h->cells[i]);
	}
	tally->alarms += alarm;
	tally->found += found;
	tally->unfit += effect > 0 ? moves(&h->cells[slower]) : moving;
	tally->voided += h->machine.change_count || moves(&h->machine);
	history_free(h);
	side_free(&all);
}

bool histories_calibrate(gsl_rng *rng, const struct plan *plan,
			 const struct history_model *model, size_t runs)
{
	struct tally equal = {0}, changed = {0};
	double false_rate, power;
	bool good;

	for (size_t i = 0; i < runs; i++) {
		track_once(rng, plan, model, 0, &equal);
		track_once(rng, plan, model, EFFECT, &changed);
	}
	false_rate = rate_upper_bound(equal.alarms, equal.runs);
	power = rate_lower_bound(changed.found, changed.runs);
	good = false_rate <= FALSE_BOUND &&
	       (!model->powered || power >= POWER_BOUND);
	printf("| %s | %zu | %.2f %% (%.2f %%) | %.1f %% (%.1f %%) | %.1f %% | "
	       "%.1f %% | %.1f %% | %.1f %% | %s | `%08x` |\n",
	       model->name, runs, tally_percent(equal.alarms, &equal),
	       100 * false_rate, tally_percent(changed.found, &changed),
	       100 * power, tally_percent(changed.alarms, &changed),
	       tally_percent(changed.unfit, &changed),
	       tally_percent(equal.unfit, &equal),
	       tally_percent(equal.voided, &equal),
	       !good            ? "BROKEN"
	       : model->powered ? "kept"
				: model->protection,
	       tally_digest(&equal, &changed));
	fflush(stdout);
	return good;
}

void histories_head(void)
{
	printf("\n| noise of the runs | histories | false steps (95 %% bound) "
	       "| +%g %% found (95 %% bound) | with a step elsewhere "
	       "| drifts or wanders instead | drifts or wanders without it "
	       "| machine changed | verdict | first %d |\n"
	       "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- "
	       "| --- |\n",
	       100 * EFFECT, HISTORIES_PREFIX);
}
