// SPDX-License-Identifier: GPL-2.0-only
/*
 * Intervals of the cells of a run, from their processes. A cell and its
 * baseline are judged as `compare RUN:none RUN:MODE` judges them.
 */
#include "judge/cell_intervals.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/cell_pairs.h"
#include "judge/run_series.h"
#include "judge/timed_comparison.h"

#define LEVEL 0.05

static const struct interval unknown = {NAN, NAN, NAN};

static bool is_usable(const struct result_cell *cell)
{
	return !cell->failed && cell->stats.ops;
}

static const struct result_cell *baseline_of(const struct result *run,
					     const struct result_cell *cell)
{
	for (size_t i = 0; i < run->count; i++)
		if (is_usable(&run->cells[i]) &&
		    cell_is_baseline(&cell->cell, &run->cells[i].cell))
			return &run->cells[i];
	return NULL;
}

/*
 * The cells of modes with their baselines, or those of mode none, which measure
 * the noise. NULL: out of memory.
 */
static struct cell_pair *select_pairs(const struct result *run, bool none,
				      size_t *count)
{
	struct cell_pair *pairs = calloc(run->count + 1, sizeof(*pairs));

	*count = 0;
	for (size_t i = 0; pairs && i < run->count; i++) {
		const struct result_cell *cell = &run->cells[i];
		bool bare = strcmp(cell->cell.mode, "none") == 0;
		const struct result_cell *base;

		if (!is_usable(cell) || bare != none ||
		    cell_is_baseline(&cell->cell, &cell->cell))
			continue;
		base = baseline_of(run, cell);
		if (base)
			pairs[(*count)++] = (struct cell_pair){
				.base = base, .fresh = cell, .primary = true};
	}
	return pairs;
}

static void note_cost(struct cell_interval *of,
		      const struct cell_interval *base,
		      const struct cell_verdict *v)
{
	double unit = base->time.value;

	if (isnan(v->ratio))
		return;
	of->cost_pct = (struct interval){.value = 100 * (v->ratio - 1),
					 .low = 100 * (v->low - 1),
					 .high = 100 * (v->high - 1)};
	if (!isfinite(v->low) || !isfinite(v->high) || v->low >= v->high)
		of->cost_pct.low = of->cost_pct.high = NAN;
	of->cost = (struct interval){
		.value = of->cost_pct.value * unit / 100,
		.low = of->cost_pct.low * unit / 100,
		.high = of->cost_pct.high * unit / 100,
	};
	of->differs = v->p <= LEVEL && !isnan(of->cost_pct.low) &&
		      of->cost_pct.low * of->cost_pct.high > 0;
}

static int judge(struct cell_interval *all, const struct result *run, bool none)
{
	struct result copy = *run, *runs[] = {&copy};
	const struct side side = {.runs = runs, .count = 1};
	struct cell_pairs pairs = {0};
	struct verdicts *verdicts = NULL;

	pairs.at = select_pairs(run, none, &pairs.count);
	if (!pairs.at)
		return -1;
	if (pairs.count)
		verdicts = timed_comparison(&side, &side, &pairs, 0, LEVEL);
	for (size_t i = 0; verdicts && i < pairs.count; i++)
		note_cost(&all[pairs.at[i].fresh->index],
			  &all[pairs.at[i].base->index], &verdicts->at[i]);
	free(pairs.at);
	if (pairs.count && !verdicts)
		return -1;
	verdicts_free(verdicts);
	return 0;
}

/* Student's interval of a mean of logarithms, as one of times. */
static struct interval time_of(const struct centre *centre)
{
	struct interval time = {exp(centre->mean), NAN, NAN};
	double half;

	if (!(centre->variance > 0) || !(centre->df > 0))
		return time;
	half = gsl_cdf_tdist_Qinv(LEVEL / 2, centre->df) *
	       sqrt(centre->variance);
	time.low = exp(centre->mean - half);
	time.high = exp(centre->mean + half);
	return time;
}

static int fill_times(struct cell_interval *all, const struct result *run)
{
	const struct result_cell **cells =
		calloc(run->count + 1, sizeof(*cells));
	struct run_series s = {0};
	int ret = -1;

	for (size_t i = 0; cells && i < run->count; i++)
		if (is_usable(&run->cells[i]))
			cells[i] = &run->cells[i];
	if (cells)
		ret = run_series_make(&s, run, cells, run->count);
	for (size_t i = 0; !ret && i < run->count; i++) {
		struct centre centre = series_centre(&s.cell[i]);

		all[i] = (struct cell_interval){
			.processes = s.cell[i].count,
			.time = time_of(&centre),
			.cost = unknown,
			.cost_pct = unknown,
		};
	}
	run_series_free(&s);
	free(cells);
	return ret;
}

struct cell_interval *cell_intervals_make(const struct result *run)
{
	struct cell_interval *all = calloc(run->count + 1, sizeof(*all));

	if (all && !fill_times(all, run) && !judge(all, run, false) &&
	    !judge(all, run, true))
		return all;
	free(all);
	return NULL;
}
