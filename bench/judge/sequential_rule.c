// SPDX-License-Identifier: GPL-2.0-only
/*
 * The levels of the looks of a run. That a cell changed is tested at the level
 * over the number of planned cells (Bonferroni), which holds whichever cells
 * leave when. That one did not change is tested by two one-sided tests, for
 * each cell by itself, as in a comparison of runs without looks.
 */
#include "judge/sequential_rule.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan/plan.h"
#include "stats/group_sequential.h"

_Static_assert(PLAN_LOOKS_MAX <= GROUP_SEQUENTIAL_LOOKS_MAX,
	       "a plan has more looks than bounds can be computed for");

/*
 * The part of the level that is spent. The rest is left to what a t test on
 * trimmed means of few processes errs.
 */
#define SPENT 0.8

/* Levels outside these bounds have no bounds of their own. */
#define LEVEL_MIN 1e-12
#define LEVEL_MAX 0.999

static bool has_baseline(const struct result *run, size_t cell)
{
	return strcmp(run->cells[cell].cell.mode, "none") != 0;
}

bool sequential_rule_of(const struct result *run, struct sequential_rule *rule)
{
	const json_t *plan = json_object_get(run->root, "plan");
	json_int_t looks = json_integer_value(json_object_get(plan, "looks"));
	json_int_t samples =
		json_integer_value(json_object_get(plan, "samples"));

	if (looks < 1 || looks > PLAN_LOOKS_MAX || samples < looks)
		return false;
	rule->looks = (size_t)looks;
	rule->samples = (size_t)samples;
	rule->cells = 0;
	for (size_t i = 0; i < run->count; i++)
		rule->cells += has_baseline(run, i);
	return true;
}

size_t sequential_samples(const struct sequential_rule *rule, size_t look)
{
	return rule->samples * look / rule->looks;
}

size_t sequential_look(const struct sequential_rule *rule, size_t samples)
{
	size_t look = 1;

	while (look < rule->looks && sequential_samples(rule, look) < samples)
		look++;
	return look;
}

/* The two-sided level of each look; @level: of all. */
static int spread(const struct sequential_rule *rule, double level,
		  double *levels)
{
	double share[PLAN_LOOKS_MAX];

	level = fmin(fmax(level, LEVEL_MIN), LEVEL_MAX);
	for (size_t i = 0; i < rule->looks; i++)
		share[i] = (double)sequential_samples(rule, i + 1) /
			   (double)rule->samples;
	if (group_sequential_bounds(level, share, rule->looks, levels))
		return -1;
	for (size_t i = 0; i < rule->looks; i++)
		levels[i] = 2 * gsl_cdf_ugaussian_Q(levels[i]);
	return 0;
}

int sequential_levels(const struct sequential_rule *rule, double level,
		      struct look_levels *levels)
{
	double changed[PLAN_LOOKS_MAX], unchanged[PLAN_LOOKS_MAX];
	double interval[PLAN_LOOKS_MAX];
	double cells = rule->cells ? (double)rule->cells : 1;

	if (spread(rule, SPENT * level / cells, changed) ||
	    spread(rule, 2 * level, unchanged) || spread(rule, level, interval))
		return -1;
	for (size_t i = 0; i < rule->looks; i++)
		levels[i] = (struct look_levels){
			.changed = changed[i],
			.unchanged = unchanged[i],
			.interval = interval[i],
		};
	return 0;
}

void sequential_judge(struct cell_verdict *v, const struct look_levels *levels,
		      double threshold, double level)
{
	struct difference d;
	double margin = log1p(threshold), half, narrow;

	if (v->unfit != FIT || isnan(v->base.mean) || isnan(v->fresh.mean))
		return;
	d = difference_of(&v->base, &v->fresh, &NO_SHIFT);
	half = difference_half_width(&d, 1 - levels->interval);
	narrow = difference_half_width(&d, 1 - levels->unchanged);
	v->ratio = exp(d.estimate);
	v->low = exp(d.estimate - half);
	v->high = exp(d.estimate + half);
	v->p = fmin(1, d.p * level / levels->changed);
	if (d.p <= levels->changed && fabs(d.estimate) > margin)
		v->verdict =
			d.estimate > 0 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
	else if (fabs(d.estimate) + narrow < margin)
		v->verdict = VERDICT_UNCHANGED;
	else
		v->verdict = VERDICT_INCONCLUSIVE;
	if (v->verdict != VERDICT_INCONCLUSIVE)
		v->more = 0;
}
