// SPDX-License-Identifier: GPL-2.0-only
/*
 * Judging a look: all pairs of a mode and its baseline are compared as two
 * modes of one run, and then by the levels of the look.
 */
#include "judge/sequential_look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/run_series.h"
#include "judge/terms.h"
#include "judge/timed_verdict.h"

/* The pairs of a run. */
struct pairs {
	const struct result_cell **base, **fresh;
	struct judged_cell *cell;
	size_t count;
};

const struct result_cell *sequential_baseline(const struct result *run,
					      const struct result_cell *cell)
{
	if (strcmp(cell->cell.mode, "none") == 0)
		return NULL;
	for (size_t i = 0; i < run->count; i++)
		if (cell_is_baseline(&cell->cell, &run->cells[i].cell))
			return &run->cells[i];
	return NULL;
}

static int pairs_make(struct pairs *pairs, const struct result *run)
{
	pairs->base = calloc(run->count + 1, sizeof(*pairs->base));
	pairs->fresh = calloc(run->count + 1, sizeof(*pairs->fresh));
	pairs->cell = calloc(run->count + 1, sizeof(*pairs->cell));
	if (!pairs->base || !pairs->fresh || !pairs->cell)
		return -1;
	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *fresh = &run->cells[i];
		const struct result_cell *base =
			sequential_baseline(run, fresh);

		if (!base || base->failed || fresh->failed)
			continue;
		pairs->base[pairs->count] = base;
		pairs->fresh[pairs->count] = fresh;
		pairs->cell[pairs->count++] = (struct judged_cell){
			.primary = true,
			.activity = base->index,
		};
	}
	return 0;
}

static void pairs_free(struct pairs *pairs)
{
	free(pairs->base);
	free(pairs->fresh);
	free(pairs->cell);
}

static struct verdicts *judge_pairs(const struct result *run,
				    const struct pairs *pairs)
{
	const struct timed_options options = {
		.threshold = terms_of(run, -1).threshold,
		.level = SEQUENTIAL_LEVEL,
		.one_run = true,
	};
	struct run_series base = {0}, fresh = {0};
	struct verdicts *verdicts = NULL;

	if (!run_series_make(&base, run, pairs->base, pairs->count) &&
	    !run_series_make(&fresh, run, pairs->fresh, pairs->count))
		verdicts = timed_verdicts(&base, 1, &fresh, 1, pairs->cell,
					  pairs->count, &options);
	run_series_free(&base);
	run_series_free(&fresh);
	return verdicts;
}

/* Spread the verdicts on pairs over the cells of the run. */
static struct verdicts *of_cells(const struct result *run,
				 const struct pairs *pairs,
				 const struct verdicts *judged,
				 const struct look_levels *levels)
{
	struct verdicts *all = verdicts_new(run->count);

	if (!all)
		return NULL;
	all->unfit = judged->unfit;
	for (size_t i = 0; i < run->count; i++)
		all->at[i].verdict = VERDICT_INCONCLUSIVE;
	for (size_t i = 0; i < pairs->count; i++) {
		struct cell_verdict *v = &all->at[pairs->fresh[i] - run->cells];

		*v = judged->at[i];
		if (judged->unfit == FIT)
			sequential_judge(v, levels, terms_of(run, -1).threshold,
					 SEQUENTIAL_LEVEL);
	}
	return all;
}

struct verdicts *sequential_look_judge(const struct result *run,
				       const struct look_levels *levels)
{
	struct verdicts *judged = NULL, *all = NULL;
	struct pairs pairs = {0};

	if (!pairs_make(&pairs, run))
		judged = judge_pairs(run, &pairs);
	if (judged)
		all = of_cells(run, &pairs, judged, levels);
	verdicts_free(judged);
	pairs_free(&pairs);
	return all;
}

/* Those of @samples whose number within their cell is below @count. */
static json_t *first_samples(const json_t *samples, size_t count, size_t most)
{
	json_t *first = json_array(), *sample;
	size_t i;

	json_array_foreach(samples, i, sample) {
		size_t id = (size_t)json_integer_value(
			json_object_get(sample, "id"));

		if (id % most < count && json_array_append(first, sample)) {
			json_decref(first);
			return NULL;
		}
	}
	return first;
}

struct result *sequential_view(const struct result *run,
			       const struct sequential_rule *rule, size_t look)
{
	struct result *view = calloc(1, sizeof(*view));

	if (!view)
		return NULL;
	*view = *run;
	view->count = 0;
	view->cells = calloc(run->count + 1, sizeof(*view->cells));
	for (; view->cells && view->count < run->count; view->count++) {
		struct result_cell *cell = &view->cells[view->count];

		*cell = run->cells[view->count];
		cell->samples = first_samples(cell->samples,
					      sequential_samples(rule, look),
					      rule->samples);
		if (!cell->samples)
			break;
	}
	if (view->cells && view->count == run->count)
		return view;
	sequential_view_free(view);
	return NULL;
}

void sequential_view_free(struct result *view)
{
	if (!view)
		return;
	for (size_t i = 0; i < view->count; i++)
		json_decref(view->cells[i].samples);
	free(view->cells);
	free(view);
}
