// SPDX-License-Identifier: GPL-2.0-only
/* Comparing runs whose plan has looks. */
#include "judge/sequential_comparison.h"

#include <math.h>
#include <stdlib.h>

#include "judge/run_series.h"
#include "judge/sequential_look.h"
#include "judge/sequential_rule.h"
#include "plan/plan.h"

/* The last look at a cell of @run, from 1; 0: it cannot be used. */
static size_t last_look(const struct result *run,
			const struct sequential_rule *rule,
			const struct cell *cell)
{
	const struct result_cell *found = run_cell_find(run, cell);
	size_t samples = found ? json_array_size(found->samples) : 0;

	return samples ? sequential_look(rule, samples) : 0;
}

static size_t last_look_at_pair(const struct result *run,
				const struct sequential_rule *rule,
				const struct sequential_pairs *pairs, size_t i)
{
	size_t base = last_look(run, rule, pairs->base[i]);
	size_t fresh = last_look(run, rule, pairs->fresh[i]);

	return base < fresh ? base : fresh;
}

/* The verdicts on all pairs, two modes of @run. */
static struct verdicts *judge_run(const struct result *run,
				  const struct sequential_pairs *pairs,
				  const struct timed_options *options)
{
	struct result *runs[] = {(struct result *)run};
	struct side side = {.runs = runs, .count = 1};
	struct run_series *base =
		side_series_make(&side, pairs->base, pairs->count);
	struct run_series *fresh =
		side_series_make(&side, pairs->fresh, pairs->count);
	struct verdicts *verdicts = NULL;

	if (base && fresh)
		verdicts = timed_verdicts(base, 1, fresh, 1, pairs->cells,
					  pairs->count, options);
	side_series_free(base, &side);
	side_series_free(fresh, &side);
	return verdicts;
}

/* Judge again the pairs whose last look was @look. */
static int judge_look(const struct result *run,
		      const struct sequential_rule *rule, size_t look,
		      const struct look_levels *levels,
		      const struct sequential_pairs *pairs,
		      const struct timed_options *options,
		      struct verdicts *judged)
{
	struct result *view = sequential_view(run, rule, look);
	struct verdicts *then = view ? judge_run(view, pairs, options) : NULL;

	for (size_t i = 0; then && i < pairs->count; i++) {
		if (last_look_at_pair(run, rule, pairs, i) != look)
			continue;
		judged->at[i] = then->at[i];
		if (then->unfit == FIT)
			sequential_judge(&judged->at[i], levels,
					 options->threshold, options->level);
	}
	sequential_view_free(view);
	verdicts_free(then);
	return then ? 0 : -1;
}

static int judge_one_run(const struct result *run,
			 const struct sequential_pairs *pairs,
			 const struct timed_options *options,
			 struct verdicts *judged)
{
	struct look_levels levels[PLAN_LOOKS_MAX];
	bool used[PLAN_LOOKS_MAX + 1] = {false};
	struct sequential_rule rule;

	if (!sequential_rule_of(run, &rule))
		return 0;
	if (sequential_levels(&rule, options->level, levels))
		return -1;
	for (size_t i = 0; i < pairs->count; i++)
		used[last_look_at_pair(run, &rule, pairs, i)] = true;
	for (size_t look = 1; look <= rule.looks; look++)
		if (used[look] &&
		    judge_look(run, &rule, look, &levels[look - 1], pairs,
			       options, judged))
			return -1;
	return 0;
}

/* What the last look at each cell of one side demands. */
static int judge_side(const struct result *run, const struct cell *const *cells,
		      const struct timed_options *options,
		      struct verdicts *judged)
{
	struct look_levels levels[PLAN_LOOKS_MAX];
	struct sequential_rule rule;

	if (!sequential_rule_of(run, &rule))
		return 0;
	if (sequential_levels(&rule, options->level, levels))
		return -1;
	for (size_t i = 0; i < judged->count; i++) {
		struct cell_verdict *v = &judged->at[i];
		size_t look = last_look(run, &rule, cells[i]);
		bool changed = v->verdict == VERDICT_REGRESSED ||
			       v->verdict == VERDICT_IMPROVED;

		if (!look)
			continue;
		v->p = fmin(1,
			    v->p * options->level / levels[look - 1].interval);
		if (changed && v->p > options->level)
			v->verdict = VERDICT_INCONCLUSIVE;
	}
	return 0;
}

int sequential_comparison(const struct side *base, const struct side *fresh,
			  const struct sequential_pairs *pairs,
			  const struct timed_options *options,
			  struct verdicts *judged)
{
	if (options->one_run)
		return judge_one_run(base->runs[0], pairs, options, judged);
	if (base->count > 1 || fresh->count > 1)
		return 0;
	if (judge_side(base->runs[0], pairs->base, options, judged))
		return -1;
	return judge_side(fresh->runs[0], pairs->fresh, options, judged);
}
