// SPDX-License-Identifier: GPL-2.0-only
/*
 * Comparing two sides, in stages: the terms of their venue, the difference of
 * their environments, the pairs of cells, the verdicts on their times. The
 * counters, which are exact in every venue, are added to the verdicts at the
 * end.
 */
#include "judge/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "judge/aa_test.h"
#include "judge/cost_changes.h"
#include "judge/exact_verdict.h"
#include "judge/terms.h"
#include "judge/timed_comparison.h"
#include "result/architecture.h"

static int check_venue(const struct result *first, const struct result *run,
		       struct error *error)
{
	if (!strcmp(run->venue, first->venue) &&
	    !strcmp(run->unit, first->unit))
		return 0;
	return error_set(error,
			 "%s was measured in venue %s (%s), %s in %s (%s): "
			 "times of different venues are not comparable",
			 first->path, first->venue, first->unit, run->path,
			 run->venue, run->unit);
}

/* Whether the runs may be compared at all. */
static int check_sides(const struct side *base, const struct side *fresh,
		       bool exact, bool architectures, struct error *error)
{
	const struct side *sides[] = {base, fresh};
	const struct result *first = base->runs[0];

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sides[s]->count; i++)
			if (check_venue(first, sides[s]->runs[i], error) ||
			    (!architectures &&
			     result_check_architectures(
				     first, sides[s]->runs[i],
				     "compare takes both with --architectures",
				     error)))
				return -1;
	if (exact && (base->count > 1 || fresh->count > 1))
		return error_set(error,
				 "venue %s is exact: compare one run a side, "
				 "others would be the same",
				 first->venue);
	return 0;
}

/*
 * What differs between the first run of BASE and the first run of either side
 * that is unlike it. NULL: out of memory.
 */
static struct environment_diff *compare_environments(const struct side *base,
						     const struct side *fresh)
{
	const struct side *sides[] = {base, fresh};
	struct environment_diff *diff = NULL;

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sides[s]->count; i++) {
			environment_diff_free(diff);
			diff = environment_diff_make(base->runs[0]->root,
						     sides[s]->runs[i]->root);
			if (!diff || diff->count)
				return diff;
		}
	return diff;
}

/* The verdicts on the times of all pairs. NULL: out of memory. */
static struct verdicts *judge_times(const struct side *base,
				    const struct side *fresh,
				    const struct cell_pairs *pairs,
				    const struct terms *terms, double level)
{
	return terms->exact ? exact_verdicts(pairs, terms->threshold)
			    : timed_comparison(base, fresh, pairs,
					       terms->threshold, level);
}

/* Whether the kernels differ, by release, version or configuration. */
static bool kernels_differ(const struct environment_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++)
		if (strcmp(diff->at[i].name, "kernel.release") == 0 ||
		    strcmp(diff->at[i].name, "kernel.version") == 0 ||
		    strcmp(diff->at[i].name, "kernel.config_sha256") == 0)
			return true;
	return false;
}

static bool wants_costs(const struct comparison *c)
{
	return c->options.view == VIEW_COSTS ||
	       (c->options.view == VIEW_DEFAULT && c->options.across &&
		kernels_differ(c->environment));
}

/* Whether some cost is known. */
static bool has_costs(const struct cost_change *costs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (costs[i].known)
			return true;
	return false;
}

/*
 * @times: NULL where cells are not judged; then only their pairs are set.
 * @costs: NULL: by times.
 */
static int fill_cells(struct comparison *c, const struct cell_pairs *pairs,
		      const struct verdicts *times,
		      const struct cost_change *costs)
{
	c->count = pairs->count;
	c->cells = calloc(pairs->count + 1, sizeof(*c->cells));
	for (size_t i = 0; c->cells && i < pairs->count; i++)
		c->cells[i] =
			times ? compared_cell_make(pairs, i, &times->at[i],
						   costs ? &costs[i] : NULL)
			      : (struct compared_cell){.pair = pairs->at[i]};
	return c->cells ? 0 : -1;
}

static int judge_cells(struct comparison *c, const struct cell_pairs *pairs,
		       const struct terms *terms, struct error *error)
{
	struct verdicts *times =
		judge_times(c->base, c->fresh, pairs, terms, c->options.level);
	struct cost_change *costs = NULL;
	int ret = -1;

	if (times && wants_costs(c))
		costs = cost_changes_make(pairs, times, terms,
					  c->options.level);
	if (!times || (wants_costs(c) && !costs)) {
		error_set(error, "out of memory");
	} else if (costs && c->options.view == VIEW_COSTS &&
		   !has_costs(costs, pairs->count)) {
		error_set(error,
			  "costs cannot be compared: no compared cell of %s "
			  "and %s has a baseline in both (mode none)",
			  c->base->runs[0]->path, c->fresh->runs[0]->path);
	} else {
		c->costs = costs && has_costs(costs, pairs->count);
		c->unfit = times->unfit;
		c->aa_p = times->aa_p;
		c->shift = times->shift;
		c->boots = times->boots;
		ret = fill_cells(c, pairs, times, costs);
	}
	verdicts_free(times);
	free(costs);
	return ret;
}

static int compare(struct comparison *c, const struct cell_pairs *pairs,
		   const struct terms *terms, struct error *error)
{
	c->environment = compare_environments(c->base, c->fresh);
	if (!c->environment)
		return error_set(error, "out of memory");
	c->plans = plan_diff_of(pairs);
	c->varying = varying_keys_of(pairs);
	if (!comparison_unlike(c))
		return judge_cells(c, pairs, terms, error);
	if (fill_cells(c, pairs, NULL, NULL))
		return error_set(error, "out of memory");
	return 0;
}

static struct comparison *new_comparison(const struct side *base,
					 const struct side *fresh,
					 const struct compare_options *options,
					 const struct terms *terms)
{
	struct comparison *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->base = base;
	c->fresh = fresh;
	c->options = *options;
	c->options.threshold = terms->threshold;
	c->exact = terms->exact;
	c->aa_p = 1;
	return c;
}

struct comparison *comparison_make(const struct side *base,
				   const struct side *fresh,
				   const struct compare_options *options,
				   struct error *error)
{
	const struct terms terms = terms_of(base->runs[0], options->threshold);
	struct comparison *c = NULL;
	struct cell_pairs *pairs;

	if (check_sides(base, fresh, terms.exact, options->architectures,
			error))
		return NULL;
	pairs = cell_pairs_make(base, fresh, error);
	if (pairs)
		c = new_comparison(base, fresh, options, &terms);
	if (pairs && !c)
		error_set(error, "out of memory");
	if (c && compare(c, pairs, &terms, error)) {
		comparison_free(c);
		c = NULL;
	}
	cell_pairs_free(pairs);
	return c;
}

void comparison_free(struct comparison *c)
{
	if (!c)
		return;
	environment_diff_free(c->environment);
	free(c->cells);
	free(c);
}

bool comparison_unlike(const struct comparison *c)
{
	return c->environment->count && !c->options.across;
}

bool comparison_void(const struct comparison *c)
{
	return c->aa_p < AA_TEST_LEVEL;
}

size_t comparison_count(const struct comparison *c, enum verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++)
		count += compared_has(&c->cells[i], verdict);
	return count;
}

size_t comparison_compared(const struct comparison *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++)
		count += !c->cells[i].pair.skipped;
	return count;
}

size_t comparison_judged(const struct comparison *c)
{
	return comparison_compared(c) -
	       comparison_count(c, VERDICT_INCONCLUSIVE);
}

size_t comparison_broken(const struct comparison *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++)
		count += cell_pair_is_broken(&c->cells[i].pair);
	return count;
}
