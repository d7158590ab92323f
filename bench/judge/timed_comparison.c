// SPDX-License-Identifier: GPL-2.0-only
/* Making the series that timed verdicts need from the samples of two sides. */
#include "judge/timed_comparison.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "judge/aa_test.h"
#include "judge/run_series.h"
#include "judge/sequential_comparison.h"
#include "judge/timed_verdict.h"

/*
 * The cells that verdicts need: the pairs that are compared, then baseline
 * cells that are in no pair, such as the second arms.
 */
struct selection {
	size_t pairs, count;
	size_t *index; /* in the list of all pairs */
	const struct cell **base, **fresh;
	struct judged_cell *cell;
};

static void selection_free(struct selection *s)
{
	free(s->index);
	free(s->base);
	free(s->fresh);
	free(s->cell);
}

static bool is_none(const struct cell *cell)
{
	return strcmp(cell->mode, "none") == 0;
}

/* The number of the activity of a cell, which it may share with others. */
static size_t activity_of(const struct selection *s, const struct cell *cell)
{
	for (size_t i = 0; i < s->count; i++)
		if (cell_same_activity(s->fresh[i], cell))
			return s->cell[i].activity;
	return s->count;
}

static void add_cell(struct selection *s, const struct cell *base,
		     const struct cell *fresh, bool primary)
{
	size_t activity = activity_of(s, fresh);

	s->cell[s->count] = (struct judged_cell){
		.primary = primary,
		.baseline = is_none(base) && is_none(fresh),
		.activity = activity,
	};
	s->base[s->count] = base;
	s->fresh[s->count++] = fresh;
}

static bool is_selected(const struct selection *s, const struct cell *cell)
{
	for (size_t i = 0; i < s->count; i++)
		if (cell_equal(s->base[i], cell) &&
		    cell_equal(s->fresh[i], cell))
			return true;
	return false;
}

static void add_baselines(struct selection *s, const struct result *run)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *c = &run->cells[i];

		if (!c->failed && is_none(&c->cell) &&
		    !is_selected(s, &c->cell))
			add_cell(s, &c->cell, &c->cell, false);
	}
}

/* @run: where baseline cells are, or NULL if none are needed. */
static int select_cells(const struct cell_pairs *pairs,
			const struct result *run, struct selection *s)
{
	size_t most = pairs->count + (run ? run->count : 0) + 1;

	s->index = calloc(most, sizeof(*s->index));
	s->base = calloc(most, sizeof(*s->base));
	s->fresh = calloc(most, sizeof(*s->fresh));
	s->cell = calloc(most, sizeof(*s->cell));
	if (!s->index || !s->base || !s->fresh || !s->cell)
		return -1;
	for (size_t i = 0; i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];

		if (pair->skipped)
			continue;
		s->index[s->count] = i;
		add_cell(s, &pair->base->cell, &pair->fresh->cell,
			 pair->primary);
	}
	s->pairs = s->count;
	if (run)
		add_baselines(s, run);
	return 0;
}

/* Two modes of one run, which the run interleaved. */
static bool is_one_run(const struct side *base, const struct side *fresh)
{
	return base->count == 1 && fresh->count == 1 &&
	       json_equal(base->runs[0]->root, fresh->runs[0]->root);
}

static struct verdicts *judge(const struct side *base, const struct side *fresh,
			      const struct selection *s,
			      const struct timed_options *options)
{
	struct run_series *a = side_series_make(base, s->base, s->count);
	struct run_series *b = side_series_make(fresh, s->fresh, s->count);
	struct verdicts *verdicts = NULL;

	if (a && b)
		verdicts = timed_verdicts(a, base->count, b, fresh->count,
					  s->cell, s->pairs, options);
	if (verdicts &&
	    sequential_comparison(base, fresh,
				  &(struct sequential_pairs){s->base, s->fresh,
							     s->cell, s->pairs},
				  options, verdicts)) {
		verdicts_free(verdicts);
		verdicts = NULL;
	}
	side_series_free(a, base);
	side_series_free(b, fresh);
	return verdicts;
}

/* @judged: of the selection. The result: of all pairs, in their order. */
static struct verdicts *spread(const struct verdicts *judged,
			       const struct selection *s, size_t count)
{
	struct verdicts *verdicts = verdicts_new(count);

	if (!verdicts)
		return NULL;
	verdicts->unfit = judged->unfit;
	verdicts->shift = judged->shift;
	verdicts->boots = judged->boots;
	verdicts->aa_p = judged->aa_p;
	for (size_t i = 0; i < s->pairs; i++)
		verdicts->at[s->index[i]] = judged->at[i];
	return verdicts;
}

struct verdicts *timed_comparison(const struct side *base,
				  const struct side *fresh,
				  const struct cell_pairs *pairs,
				  double threshold, double level)
{
	const struct timed_options options = {
		.threshold = threshold,
		.level = level,
		.one_run = is_one_run(base, fresh),
	};
	struct verdicts *judged = NULL, *verdicts = NULL;
	struct selection s = {0};

	if (!select_cells(pairs, options.one_run ? NULL : base->runs[0], &s))
		judged = judge(base, fresh, &s, &options);
	if (judged)
		verdicts = spread(judged, &s, pairs->count);
	verdicts_free(judged);
	selection_free(&s);
	if (!verdicts)
		return NULL;
	/* Of boots that are compared with boots it is known already. */
	if (!verdicts->boots || verdicts->unfit != FIT)
		verdicts->aa_p = aa_test_sides(base, fresh);
	if (verdicts->aa_p >= 0)
		return verdicts;
	verdicts_free(verdicts);
	return NULL;
}
