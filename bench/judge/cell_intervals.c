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

#include "judge/run_series.h"
#include "judge/timed_verdict.h"

#define LEVEL 0.05

/* Cells, each with its baseline. */
struct judged {
	size_t count;
	const struct result_cell **base, **cell;
	bool *primary;
};

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

static int judged_alloc(struct judged *j, size_t count)
{
	*j = (struct judged){
		.base = calloc(count + 1, sizeof(*j->base)),
		.cell = calloc(count + 1, sizeof(*j->cell)),
		.primary = calloc(count + 1, sizeof(*j->primary)),
	};
	return j->base && j->cell && j->primary ? 0 : -1;
}

static void judged_free(struct judged *j)
{
	free(j->base);
	free(j->cell);
	free(j->primary);
}

/* The cells of modes, or those of mode none, which measure the noise. */
static void select_cells(struct judged *j, const struct result *run, bool none)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *cell = &run->cells[i];
		bool bare = strcmp(cell->cell.mode, "none") == 0;
		const struct result_cell *base;

		if (!is_usable(cell) || bare != none ||
		    cell_is_baseline(&cell->cell, &cell->cell))
			continue;
		base = baseline_of(run, cell);
		if (!base)
			continue;
		j->base[j->count] = base;
		j->cell[j->count] = cell;
		j->primary[j->count++] = true;
	}
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
	const struct timed_options options = {.level = LEVEL, .one_run = true};
	struct run_series base = {0}, fresh = {0};
	struct verdicts *verdicts = NULL;
	struct judged j;
	int ret = judged_alloc(&j, run->count);

	if (!ret)
		select_cells(&j, run, none);
	if (!ret && j.count) {
		ret = -1;
		if (!run_series_make(&base, run, j.base, j.count) &&
		    !run_series_make(&fresh, run, j.cell, j.count))
			verdicts = timed_verdicts(&base, 1, &fresh, 1,
						  j.primary, &options);
	}
	for (size_t i = 0; verdicts && i < j.count; i++)
		note_cost(&all[j.cell[i]->index], &all[j.base[i]->index],
			  &verdicts->at[i]);
	if (verdicts)
		ret = 0;
	verdicts_free(verdicts);
	run_series_free(&base);
	run_series_free(&fresh);
	judged_free(&j);
	return ret;
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
