// SPDX-License-Identifier: GPL-2.0-only
/* The rows of comparisons: false alarms and power of `mnbench compare`. */
#include "comparisons.h"

#include <stdio.h>
#include <stdlib.h>

#include "judge/comparison.h"
#include "made_up_sides.h"
#include "tally.h"

static bool is_alarm(enum verdict verdict)
{
	return verdict == VERDICT_REGRESSED || verdict == VERDICT_IMPROVED;
}

static void look(const struct comparison *c, struct tally *tally)
{
	const struct compared_cell *changed = &c->cells[MADE_UP_CHANGED];
	bool alarm = false;

	tally->runs++;
	tally_note(tally, (size_t)c->unfit + 8 * comparison_void(c));
	for (size_t i = 0; i < c->count; i++) {
		tally_note(tally, c->cells[i].judged.verdict);
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
			 const struct comparison_model *model, double effect,
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

bool comparisons_calibrate(gsl_rng *rng, const struct plan *plan,
			   const struct comparison_model *model, size_t runs)
{
	struct tally equal = {0}, changed = {0};
	double false_rate, power;
	bool good;

	for (size_t i = 0; i < runs; i++) {
		compare_once(rng, plan, model, 0, &equal);
		compare_once(rng, plan, model, EFFECT, &changed);
	}
	false_rate = rate_upper_bound(equal.alarms, equal.runs);
	power = rate_lower_bound(changed.found, changed.runs);
	good = false_rate <= FALSE_BOUND &&
	       (!model->powered || power >= POWER_BOUND);
	printf("| %s | %zu | %.2f %% (%.2f %%) | %.1f %% (%.1f %%) | %.1f %% | "
	       "%.1f %% | %s | `%08x` |\n",
	       model->name, runs, tally_percent(equal.alarms, &equal),
	       100 * false_rate, tally_percent(changed.found, &changed),
	       100 * power, tally_percent(equal.unfit, &equal),
	       tally_percent(equal.voided, &equal),
	       !good            ? "BROKEN"
	       : model->powered ? "kept"
				: model->protection,
	       tally_digest(&equal, &changed));
	fflush(stdout);
	return good;
}

void comparisons_head(void)
{
	printf("| noise | comparisons | false alarms (95 %% bound) | +%g %% "
	       "found (95 %% bound) | not judged | void | verdict | first %d "
	       "|\n"
	       "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n",
	       100 * EFFECT, TALLY_PREFIX);
}
