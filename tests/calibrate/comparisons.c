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

/* Where the changed cell is among the compared ones. */
static size_t changed_index(const struct comparison_model *model)
{
	/* Of a workload that is slower in all modes, `none` must be found. */
	return model->one_run || model->workload ? 0 : MADE_UP_CHANGED;
}

static void look(const struct comparison *c, size_t changed, double effect,
		 struct tally *tally)
{
	const struct cell_verdict *v = &c->cells[changed].judged;
	bool alarm = false;

	tally->runs++;
	tally_note(tally, (size_t)c->unfit + 8 * comparison_void(c));
	for (size_t i = 0; i < c->count; i++) {
		tally_note(tally, c->cells[i].judged.verdict);
		if (effect == 0 && is_alarm(c->cells[i].judged.verdict))
			alarm = true;
	}
	tally->voided += comparison_void(c);
	tally->unfit += c->unfit != FIT || v->unfit != FIT;
	if (comparison_void(c))
		return; /* its verdicts do not count */
	tally->alarms += alarm;
	tally->found += v->verdict == VERDICT_REGRESSED;
	tally->inconclusive += v->verdict == VERDICT_INCONCLUSIVE;
}

static void compare_once(gsl_rng *rng, const struct plan *plan,
			 const struct comparison_model *model, double effect,
			 struct tally *tally)
{
	static const struct compare_options options = {.threshold = -1,
						       .level = FALSE_BOUND};
	struct side base = {0}, fresh = {0};
	struct comparison *c;
	struct error error = {0};

	made_up_sides(rng, plan, model, effect, &base, &fresh);
	c = comparison_make(&base, &fresh, &options, &error);
	if (!c) {
		fprintf(stderr, "calibrate: %s\n", error.message);
		exit(2);
	}
	look(c, changed_index(model), effect, tally);
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
	       (model->what || power >= POWER_BOUND);
	printf("| %s | %zu | %.2f %% (%.2f %%) | %.1f %% (%.1f %%) | %.1f %% | "
	       "%.1f %% | %s | `%08x` |\n",
	       model->name, runs, tally_percent(equal.alarms, &equal),
	       100 * false_rate, tally_percent(changed.found, &changed),
	       100 * power, tally_percent(equal.unfit, &equal),
	       tally_percent(equal.voided, &equal),
	       !good         ? "BROKEN"
	       : model->what ? model->what
			     : "kept",
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

void comparisons_power(gsl_rng *rng, const struct plan *plan,
		       const struct comparison_model *model, size_t runs)
{
	static const double effects[] = {0.01, 0.02, 0.05};
	struct tally changed[sizeof(effects) / sizeof(effects[0])] = {0};
	const size_t count = sizeof(effects) / sizeof(effects[0]);
	struct tally all = {0};

	/* In turns, so that the first of each do not depend on @runs. */
	for (size_t i = 0; i < runs; i++)
		for (size_t e = 0; e < count; e++)
			compare_once(rng, plan, model, effects[e], &changed[e]);
	printf("| %s | %zu |", model->name, runs);
	for (size_t e = 0; e < count; e++) {
		printf(" %.1f %% |",
		       tally_percent(changed[e].found, &changed[e]));
		all.digest = tally_digest(&all, &changed[e]);
	}
	printf(" `%08x` |\n", all.digest);
	fflush(stdout);
}

void comparisons_power_head(void)
{
	printf("\n| sides | comparisons | +1 %% found | +2 %% found "
	       "| +5 %% found | first %d |\n"
	       "| --- | ---: | ---: | ---: | ---: | --- |\n",
	       TALLY_PREFIX);
}
