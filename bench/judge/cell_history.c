// SPDX-License-Identifier: GPL-2.0-only
/* The series of a cell over many runs, and the search for its changes. */
#include "judge/cell_history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "judge/comparison.h"
#include "judge/run_series.h"

static struct cell_history *find(struct cell_history *cells, size_t count,
				 const struct cell *cell)
{
	for (size_t i = 0; i < count; i++)
		if (cell_equal(&cells[i].cell->cell, cell))
			return &cells[i];
	return NULL;
}

/* The p50 of a cell in each run. NULL: out of memory. */
static double *make_values(const struct ordered_run *runs, size_t count,
			   const struct cell *cell)
{
	double *value = calloc(count + 1, sizeof(*value));

	for (size_t r = 0; value && r < count; r++) {
		const struct result_cell *found =
			run_cell_find(runs[r].run, cell);

		value[r] = found ? found->stats.p50 : NAN;
	}
	return value;
}

static size_t count_cells(const struct ordered_run *runs, size_t run_count)
{
	size_t count = 0;

	for (size_t r = 0; r < run_count; r++)
		count += runs[r].run->count;
	return count;
}

struct cell_history *cell_histories_make(const struct ordered_run *runs,
					 size_t run_count, size_t *count)
{
	struct cell_history *cells =
		calloc(count_cells(runs, run_count) + 1, sizeof(*cells));

	*count = 0;
	for (size_t r = 0; cells && r < run_count; r++)
		for (size_t i = 0; i < runs[r].run->count; i++) {
			const struct result_cell *cell = &runs[r].run->cells[i];
			double *value;

			if (cell->failed || cell->cell.arm != ARM_A ||
			    find(cells, *count, &cell->cell))
				continue;
			value = make_values(runs, run_count, &cell->cell);
			if (!value) {
				cell_histories_free(cells, *count);
				return NULL;
			}
			cells[(*count)++] = (struct cell_history){
				.cell = cell, .value = value};
		}
	return cells;
}

void cell_histories_free(struct cell_history *cells, size_t count)
{
	for (size_t i = 0; cells && i < count; i++) {
		for (size_t k = 0; k < cells[i].change_count; k++)
			free(cells[i].changes[k].note);
		free(cells[i].changes);
		free(cells[i].value);
	}
	free(cells);
}

static int add_change(struct cell_history *cell,
		      const struct history_change *change)
{
	struct history_change *list = realloc(
		cell->changes, (cell->change_count + 1) * sizeof(*list));

	if (!list)
		return -1;
	cell->changes = list;
	list[cell->change_count++] = *change;
	return 0;
}

static char *counter_note(const struct counter_changes *counters)
{
	const struct counter_change *first = &counters->at[0];
	char *note;

	if (!counters->count || asprintf(&note, "%s %g -> %g", first->name,
					 first->base, first->fresh) < 0)
		return NULL;
	return note;
}

static bool has_changed(const struct compared_cell *cell)
{
	return !cell->pair.skipped &&
	       (cell->counters.count ||
		cell->judged.verdict == VERDICT_REGRESSED ||
		cell->judged.verdict == VERDICT_IMPROVED);
}

/* @c: run @run against the one before. */
static int take_changes(struct cell_history *cells, size_t count,
			const struct comparison *c, size_t run)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];
		const struct cell_pair *pair = &cell->pair;
		struct history_change change;
		struct cell_history *to;

		if (!has_changed(cell))
			continue;
		to = find(cells, count, &pair->base->cell);
		if (!to)
			continue;
		change = (struct history_change){
			.run = run,
			.before = pair->base->stats.p50,
			.after = pair->fresh->stats.p50,
			.note = counter_note(&cell->counters),
		};
		if (add_change(to, &change)) {
			free(change.note);
			return -1;
		}
	}
	return 0;
}

int cell_histories_compare(struct cell_history *cells, size_t count,
			   const struct ordered_run *runs, size_t run_count,
			   double threshold)
{
	const struct compare_options options = {
		.threshold = threshold, .across = true, .view = VIEW_TIMES};

	for (size_t r = 1; r < run_count; r++) {
		struct result *before = runs[r - 1].run, *after = runs[r].run;
		const struct side base = {&before, 1, NULL};
		const struct side fresh = {&after, 1, NULL};
		struct comparison *c =
			comparison_make(&base, &fresh, &options, NULL);
		/* Runs that have no cell in common are no change. */
		int ret = c ? take_changes(cells, count, c, r) : 0;

		comparison_free(c);
		if (ret)
			return -1;
	}
	return 0;
}

/*
 * The logarithms of the values that there are, and of which run each is.
 * Returns how many.
 */
static size_t take_logarithms(const struct cell_history *cell, size_t run_count,
			      double *values, size_t *run)
{
	size_t count = 0;

	for (size_t r = 0; r < run_count; r++) {
		if (!(cell->value[r] > 0))
			continue;
		values[count] = log(cell->value[r]);
		run[count++] = r;
	}
	return count;
}

static int take_steps(struct cell_history *cell,
		      const struct change_points *steps, const size_t *run)
{
	cell->drifts = steps->drifts;
	for (size_t i = 0; !steps->drifts && i < steps->count; i++) {
		const struct change_point *step = &steps->step[i];
		const struct history_change change = {
			.run = run[step->at],
			.before = exp(step->before),
			.after = exp(step->after),
			.p = step->p,
		};

		if (add_change(cell, &change))
			return -1;
	}
	return 0;
}

int cell_history_find_steps(struct cell_history *cell, size_t run_count,
			    const struct change_point_options *options)
{
	double *values = calloc(run_count + 1, sizeof(*values));
	size_t *run = calloc(run_count + 1, sizeof(*run)), count;
	struct change_points steps = {0};
	int ret = -1;

	if (values && run) {
		count = take_logarithms(cell, run_count, values, run);
		ret = change_points_find(values, count, options, &steps);
	}
	if (!ret)
		ret = take_steps(cell, &steps, run);
	free(steps.step);
	free(values);
	free(run);
	return ret;
}
