// SPDX-License-Identifier: GPL-2.0-only
/* Holding what modes add in instructions against what they add in time. */
#include "judge/prediction.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/added_time.h"
#include "judge/baselines.h"
#include "judge/cell_pairs.h"
#include "judge/prediction_source.h"

/* What is collected of each cell of a mode before its row is made. */
struct row {
	const struct result_cell *exact, *exact_none;
	const struct result_cell *timed, *timed_none;
};

struct rows {
	size_t count;
	struct row *at;
};

static int collect_rows(struct rows *rows, struct prediction *p,
			const struct cell_pairs *pairs)
{
	struct baselines exact = {0}, timed = {0};
	int ret = -1;

	rows->at = calloc(pairs->count + 1, sizeof(*rows->at));
	if (rows->at && !baselines_make(&exact, pairs->base->runs[0]) &&
	    !baselines_make(&timed, pairs->fresh->runs[0]))
		ret = 0;
	for (size_t i = 0; !ret && i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];
		struct row row = {.exact = pair->base, .timed = pair->fresh};

		if (strcmp(row.timed ? row.timed->cell.mode
				     : row.exact->cell.mode,
			   "none") == 0)
			continue;
		if (!pair->skipped) {
			row.exact_none =
				baselines_find(&exact, &row.exact->cell);
			row.timed_none =
				baselines_find(&timed, &row.timed->cell);
		}
		if (row.exact_none && row.timed_none)
			rows->at[rows->count++] = row;
		else
			p->unpaired++;
	}
	baselines_free(&exact);
	baselines_free(&timed);
	return ret;
}

/*
 * Waiting for a device is time and no instruction; threads that wait for each
 * other, too. In an exact venue both are in the time, so what is left of it is
 * not what the kernel executes.
 */
static enum left_out left_out(const struct cell *cell)
{
	if (cell->device_ns || cell->device_page_ns || cell->fault_ns)
		return LEFT_WAITS;
	if (cell_other_threads(cell))
		return LEFT_THREADS;
	return LEFT_NOT;
}

static int fill_row(struct predicted_cell *to, const struct row *row,
		    const struct added_time *added, const struct side *timed)
{
	double half = gsl_cdf_tdist_Qinv(0.025, added->df) * added->error;

	*to = (struct predicted_cell){
		.cell = row->timed->cell,
		.left_out = left_out(&row->timed->cell),
		.instructions =
			row->exact->stats.p50 - row->exact_none->stats.p50,
		.none_instructions = row->exact_none->stats.p50,
		.time = added->added,
		.low = added->added - half,
		.high = added->added + half,
		.error = added->error,
		.df = added->df,
		.none_time = added->none,
		.callbacks = {row->exact->stats.callbacks_per_op,
			      row->timed->stats.callbacks_per_op},
	};
	if (isnan(to->time))
		to->left_out = LEFT_FEW;
	return perf_sums_make(&to->perf, timed, &row->timed->cell,
			      &row->timed_none->cell);
}

static int fill_rows(struct prediction *p, const struct rows *rows,
		     const struct side *timed)
{
	struct mode_cell *cells = calloc(rows->count + 1, sizeof(*cells));
	struct added_time *added = calloc(rows->count + 1, sizeof(*added));
	int ret = -1;

	p->cells = calloc(rows->count + 1, sizeof(*p->cells));
	for (size_t i = 0; cells && i < rows->count; i++)
		cells[i] = (struct mode_cell){&rows->at[i].timed->cell,
					      &rows->at[i].timed_none->cell};
	if (p->cells && cells && added)
		ret = added_times_make(added, timed, cells, rows->count,
				       &p->timed.boots);
	for (size_t i = 0; !ret && i < rows->count; i++)
		ret = fill_row(&p->cells[p->count++], &rows->at[i], &added[i],
			       timed);
	free(added);
	free(cells);
	return ret;
}

static bool all_quiesce(const struct result *run, uint64_t how)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->cells[i].cell.quiesce != how)
			return false;
	return true;
}

/*
 * Waiting for RCU before each operation makes instructions exact, because no
 * work of the last operation runs during the next. By a clock it would take
 * 10 ms each time, so a timed plan does not wait. What an operation itself
 * executes is the same: let the cells match.
 */
static void match_quiesce(struct prediction *p, const struct side *exact,
			  const struct side *timed)
{
	struct result *run = exact->runs[0];

	if (!all_quiesce(run, QUIESCE_RCU) ||
	    !all_quiesce(timed->runs[0], QUIESCE_NONE))
		return;
	p->quiesced = true;
	for (size_t i = 0; i < run->count; i++)
		run->cells[i].cell.quiesce = QUIESCE_NONE;
}

static int fill(struct prediction *p, const struct side *exact,
		const struct side *timed, struct error *error)
{
	struct cell_pairs *pairs;
	struct rows rows = {0};
	int ret = -1;

	match_quiesce(p, exact, timed);
	pairs = cell_pairs_make(exact, timed, error);
	if (!pairs)
		return -1;
	if (prediction_source_set(&p->exact, exact) ||
	    prediction_source_set(&p->timed, timed) ||
	    collect_rows(&rows, p, pairs) || fill_rows(p, &rows, timed) ||
	    prediction_judge(p))
		error_set(error, "out of memory");
	else if (!p->count)
		error_set(error,
			  "%s and %s share no cell of a mode that has a "
			  "baseline (mode none) in both",
			  p->exact.path, p->timed.path);
	else
		ret = 0;
	free(rows.at);
	cell_pairs_free(pairs);
	return ret;
}

struct prediction *prediction_make(const struct side *exact,
				   const struct side *timed, double threshold,
				   struct error *error)
{
	struct prediction *p;

	if (prediction_source_check(exact, timed, error))
		return NULL;
	p = calloc(1, sizeof(*p));
	if (!p) {
		error_set(error, "out of memory");
		return NULL;
	}
	p->threshold = threshold;
	if (!fill(p, exact, timed, error))
		return p;
	prediction_free(p);
	return NULL;
}

void prediction_free(struct prediction *p)
{
	if (!p)
		return;
	prediction_source_free(&p->exact);
	prediction_source_free(&p->timed);
	free(p->cells);
	free(p);
}

bool prediction_kernels_differ(const struct prediction *p)
{
	return strcmp(p->exact.kernel, p->timed.kernel) != 0;
}
