// SPDX-License-Identifier: GPL-2.0-only
/* The rows of histories: false steps and power of `mnbench history`. */
#include "histories.h"

#include <stdio.h>
#include <stdlib.h>

#include "judge/history.h"
#include "made_up_history.h"
#include "tally.h"

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
		       const struct history_model *model, double effect,
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
		tally_note(tally, h->cells[i].drifts);
		for (size_t k = 0; k < h->cells[i].change_count; k++)
			tally_note(tally, h->cells[i].changes[k].run);
	}
	tally->alarms += alarm;
	tally->unfit += drifts;
	tally->found += is_found(&h->cells[MADE_UP_CHANGED]);
	tally->inconclusive += h->cells[MADE_UP_CHANGED].drifts;
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
	power = rate_lower_bound(changed.found + changed.inconclusive,
				 changed.runs);
	good = false_rate <= FALSE_BOUND &&
	       (!model->powered || power >= POWER_BOUND);
	printf("| %s | %zu | %.2f %% (%.2f %%) | %.1f %% | %.1f %% | %.1f %% | "
	       "%s | `%08x` |\n",
	       model->name, runs, tally_percent(equal.alarms, &equal),
	       100 * false_rate, tally_percent(changed.found, &changed),
	       tally_percent(changed.inconclusive, &changed),
	       tally_percent(equal.unfit, &equal),
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
	       "| "
	       "+%g %% found | reported as drift instead | drift reported "
	       "without it | verdict | first %d |\n"
	       "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n",
	       100 * EFFECT, TALLY_PREFIX);
}
