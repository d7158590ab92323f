// SPDX-License-Identifier: GPL-2.0-only
/* The series of a cell over many runs, and its changes in an exact venue. */
#include "judge/cell_history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "judge/comparison.h"

static struct cell_history *find(struct cell_history *cells, size_t count,
				 const struct cell *cell)
{
	for (size_t i = 0; i < count; i++)
		if (cell_equal(&cells[i].cell->cell, cell))
			return &cells[i];
	return NULL;
}

static const struct result_cell *find_in(const struct result *run,
					 const struct cell *cell)
{
	for (size_t i = 0; i < run->count; i++)
		if (cell_equal(&run->cells[i].cell, cell))
			return &run->cells[i];
	return NULL;
}

/* Returns 0, or -1 out of memory. */
static int take_values(struct cell_history *to, const struct ordered_run *runs,
		       size_t count)
{
	to->value = calloc(count + 1, sizeof(*to->value));
	for (size_t r = 0; to->value && r < count; r++) {
		const struct result_cell *found =
			find_in(runs[r].run, &to->cell->cell);

		to->value[r] = found && !found->failed ? found->stats.p50 : NAN;
		to->failed += found && found->failed;
		to->zeros += to->value[r] == 0;
	}
	return to->value ? 0 : -1;
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

			if (cell->cell.arm != ARM_A ||
			    find(cells, *count, &cell->cell))
				continue;
			cells[*count].cell = cell;
			if (take_values(&cells[(*count)++], runs, run_count)) {
				cell_histories_free(cells, *count);
				return NULL;
			}
		}
	return cells;
}

void cell_history_clear(struct cell_history *cell)
{
	for (size_t k = 0; k < cell->change_count; k++)
		free(cell->changes[k].note);
	free(cell->changes);
	free(cell->value);
	*cell = (struct cell_history){0};
}

void cell_histories_free(struct cell_history *cells, size_t count)
{
	for (size_t i = 0; cells && i < count; i++)
		cell_history_clear(&cells[i]);
	free(cells);
}

int cell_history_add(struct cell_history *cell,
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
		cell->judged.verdict != VERDICT_UNCHANGED);
}

/* Whether @before is the last run before @run that has measured the cell. */
static bool follows(const struct cell_history *cell, size_t before, size_t run)
{
	for (size_t r = before + 1; r < run; r++)
		if (!isnan(cell->value[r]))
			return false;
	return before + 1 == run ||
	       (!isnan(cell->value[before]) && !isnan(cell->value[run]));
}

/* @c: run @run against run @before. */
static int take_changes(struct cell_history *cells, size_t count,
			const struct comparison *c, size_t before, size_t run)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];
		const struct cell_pair *pair = &cell->pair;
		struct history_change change;
		struct cell_history *to;

		if (!has_changed(cell))
			continue;
		to = find(cells, count, &pair->base->cell);
		if (!to || !follows(to, before, run))
			continue;
		change = (struct history_change){
			.run = run,
			.before = pair->base->stats.p50,
			.after = pair->fresh->stats.p50,
			.note = counter_note(&cell->counters),
			.moved = !cell->counters.count &&
				 cell->judged.verdict == VERDICT_MOVED,
		};
		if (cell_history_add(to, &change)) {
			free(change.note);
			return -1;
		}
	}
	return 0;
}

/* Returns 0, or -1 out of memory. */
static int compare_runs(struct cell_history *cells, size_t count,
			const struct ordered_run *runs, size_t before,
			size_t run, double threshold)
{
	const struct compare_options options = {
		.threshold = threshold, .across = true, .view = VIEW_TIMES};
	struct result *first = runs[before].run, *second = runs[run].run;
	const struct side base = {&first, 1, NULL};
	const struct side fresh = {&second, 1, NULL};
	struct comparison *c = comparison_make(&base, &fresh, &options, NULL);
	/* Runs that have no cell in common are no change. */
	int ret = c ? take_changes(cells, count, c, before, run) : 0;

	comparison_free(c);
	return ret;
}

static bool any_follows(const struct cell_history *cells, size_t count,
			size_t before, size_t run)
{
	for (size_t i = 0; i < count; i++)
		if (follows(&cells[i], before, run))
			return true;
	return false;
}

int cell_histories_compare(struct cell_history *cells, size_t count,
			   const struct ordered_run *runs, size_t run_count,
			   double threshold)
{
	for (size_t run = 1; run < run_count; run++)
		for (size_t before = run; before-- > 0;)
			if (any_follows(cells, count, before, run) &&
			    compare_runs(cells, count, runs, before, run,
					 threshold))
				return -1;
	return 0;
}
