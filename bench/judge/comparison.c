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
#include "judge/exact_verdict.h"
#include "judge/terms.h"
#include "judge/timed_comparison.h"

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
		       bool exact, struct error *error)
{
	const struct side *sides[] = {base, fresh};
	const struct result *first = base->runs[0];

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sides[s]->count; i++)
			if (check_venue(first, sides[s]->runs[i], error))
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

static struct compared_cell compare_cell(const struct cell_pairs *pairs,
					 size_t pair,
					 const struct cell_verdict *times)
{
	struct compared_cell cell = {.pair = pairs->at[pair]};

	if (cell.pair.skipped)
		return cell;
	cell.judged = *times;
	cell.counters = counter_changes_of(pairs, pair);
	cell.judged.verdict =
		counter_changes_verdict(&cell.counters, times->verdict);
	return cell;
}

/*
 * @judged: false where cells are not judged; then only their pairs are set.
 * NULL: out of memory.
 */
static struct compared_cell *compare_cells(const struct cell_pairs *pairs,
					   const struct verdicts *times,
					   bool judged)
{
	struct compared_cell *cells = calloc(pairs->count + 1, sizeof(*cells));

	for (size_t i = 0; cells && i < pairs->count; i++)
		cells[i] =
			judged ? compare_cell(pairs, i, &times->at[i])
			       : (struct compared_cell){.pair = pairs->at[i]};
	return cells;
}

/* Put the parts together; the comparison owns @environment and @cells. */
static struct comparison *assemble(const struct side *base,
				   const struct side *fresh,
				   const struct compare_options *options,
				   struct environment_diff *environment,
				   const struct verdicts *times,
				   struct compared_cell *cells)
{
	const struct terms terms = terms_of(base->runs[0], options->threshold);
	struct comparison *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	*c = (struct comparison){
		.base = base,
		.fresh = fresh,
		.options = *options,
		.exact = terms.exact,
		.environment = environment,
		.count = times->count,
		.cells = cells,
		.unfit = times->unfit,
		.aa_p = times->aa_p,
		.shift = times->shift,
		.boots = times->boots,
	};
	c->options.threshold = terms.threshold;
	return c;
}

static struct comparison *compare(const struct side *base,
				  const struct side *fresh,
				  const struct compare_options *options,
				  const struct cell_pairs *pairs)
{
	const struct terms terms = terms_of(base->runs[0], options->threshold);
	struct environment_diff *environment =
		compare_environments(base, fresh);
	bool judged = environment && (!environment->count || options->across);
	struct verdicts *times =
		judged ? judge_times(base, fresh, pairs, &terms, options->level)
		       : verdicts_new(pairs->count);
	struct compared_cell *cells =
		times ? compare_cells(pairs, times, judged) : NULL;
	struct comparison *c = NULL;

	if (environment && cells)
		c = assemble(base, fresh, options, environment, times, cells);
	if (!c) {
		environment_diff_free(environment);
		free(cells);
	}
	verdicts_free(times);
	return c;
}

struct comparison *comparison_make(const struct side *base,
				   const struct side *fresh,
				   const struct compare_options *options,
				   struct error *error)
{
	const struct terms terms = terms_of(base->runs[0], options->threshold);
	struct comparison *c;
	struct cell_pairs *pairs;

	if (check_sides(base, fresh, terms.exact, error))
		return NULL;
	pairs = cell_pairs_make(base, fresh, error);
	if (!pairs)
		return NULL;
	c = compare(base, fresh, options, pairs);
	if (!c)
		error_set(error, "out of memory");
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
		count += !c->cells[i].pair.skipped &&
			 c->cells[i].judged.verdict == verdict;
	return count;
}

size_t comparison_broken(const struct comparison *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++)
		count += cell_pair_is_broken(&c->cells[i].pair);
	return count;
}
