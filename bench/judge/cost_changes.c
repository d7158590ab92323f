// SPDX-License-Identifier: GPL-2.0-only
/* The costs of two sides, and the verdicts on what changed. */
#include "judge/cost_changes.h"

#include <math.h>
#include <stdlib.h>

#include "judge/baselines.h"
#include "judge/timed_cost.h"

static bool is_baseline(const struct result_cell *cell)
{
	return cell_is_baseline(&cell->cell, &cell->cell);
}

/* Changes of up to this share of the operation's time in BASE do not matter. */
static enum verdict judge_exact(const struct cost_change *c, double threshold)
{
	if (c->change == 0)
		return VERDICT_UNCHANGED;
	if (fabs(c->change) <= threshold * c->time)
		return VERDICT_MOVED;
	return c->change > 0 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
}

static struct cost_change change_of(const struct cell_pair *pair,
				    const struct result_cell *base,
				    const struct result_cell *fresh,
				    double threshold)
{
	struct cost_change c = {
		.known = true,
		.base = pair->base->stats.p50 - base->stats.p50,
		.fresh = pair->fresh->stats.p50 - fresh->stats.p50,
		.time = pair->base->stats.p50,
	};

	c.low = c.high = c.change = c.fresh - c.base;
	c.p = c.change == 0 ? 1 : 0;
	c.verdict = judge_exact(&c, threshold);
	return c;
}

/* The pair that compares the baseline of @cell on one side, or the count. */
static size_t baseline_pair(const struct cell_pairs *pairs,
			    const struct result_cell *baseline, bool fresh)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];

		if (!pair->skipped &&
		    (fresh ? pair->fresh : pair->base) == baseline)
			return i;
	}
	return pairs->count;
}

/*
 * Why a cost cannot be judged: what its cell or its baseline lacks. That too
 * few cells tell the change of the machine from that of a baseline is no
 * obstacle to the difference of the two.
 */
static enum unfit unfit_of(const struct verdicts *times, size_t cell,
			   const size_t baselines[2])
{
	if (times->unfit != FIT)
		return times->unfit;
	if (times->at[cell].unfit != FIT)
		return times->at[cell].unfit;
	for (size_t i = 0; i < 2; i++) {
		enum unfit unfit = times->at[baselines[i]].unfit;

		if (unfit != FIT && unfit != UNFIT_ALONE)
			return unfit;
	}
	return FIT;
}

static struct cost_change timed_change(const struct cell_pairs *pairs,
				       const struct verdicts *times, size_t i,
				       const struct result_cell *base,
				       const struct result_cell *fresh)
{
	const size_t at[] = {baseline_pair(pairs, base, false),
			     baseline_pair(pairs, fresh, true)};
	struct cost_change c;

	if (at[0] == pairs->count || at[1] == pairs->count)
		return (struct cost_change){0};
	c = timed_cost_change(&times->at[at[0]].base, &times->at[i].base,
			      &times->at[at[1]].fresh, &times->at[i].fresh,
			      &times->shift);
	c.unfit = unfit_of(times, i, at);
	return c;
}

static void
find_changes(struct cost_change *changes, const struct cell_pairs *pairs,
	     const struct verdicts *times, const struct terms *terms,
	     const struct baselines *bases, const struct baselines *freshes)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];
		const struct result_cell *base, *fresh;

		if (pair->skipped ||
		    (is_baseline(pair->base) && is_baseline(pair->fresh)))
			continue;
		base = baselines_find(bases, &pair->base->cell);
		fresh = baselines_find(freshes, &pair->fresh->cell);
		if (!base || !fresh)
			continue;
		changes[i] =
			terms->exact
				? change_of(pair, base, fresh, terms->threshold)
				: timed_change(pairs, times, i, base, fresh);
	}
}

/* The cells that are compared, and have no cost. */
static size_t count_others(const struct cost_change *changes,
			   const struct cell_pairs *pairs)
{
	size_t count = 0;

	for (size_t i = 0; i < pairs->count; i++)
		count += !changes[i].known && !pairs->at[i].skipped;
	return count;
}

struct cost_change *cost_changes_make(const struct cell_pairs *pairs,
				      const struct verdicts *times,
				      const struct terms *terms, double level)
{
	struct cost_change *changes =
		calloc(pairs->count + 1, sizeof(*changes));
	struct baselines bases = {0}, freshes = {0};
	int ret = -1;

	if (changes && !baselines_make(&bases, pairs->base->runs[0]) &&
	    !baselines_make(&freshes, pairs->fresh->runs[0])) {
		find_changes(changes, pairs, times, terms, &bases, &freshes);
		ret = terms->exact
			      ? 0
			      : timed_costs_judge(changes, pairs->count,
						  count_others(changes, pairs),
						  terms->threshold, level);
	}
	baselines_free(&bases);
	baselines_free(&freshes);
	if (!ret)
		return changes;
	free(changes);
	return NULL;
}
