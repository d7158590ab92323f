// SPDX-License-Identifier: GPL-2.0-only
/* Putting results of several kernels side by side. */
#include "judge/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/baselines.h"
#include "judge/cell_match.h"
#include "judge/terms.h"
#include "result/architecture.h"

static int by_kernel(const void *a, const void *b)
{
	const struct matrix_column *x = a, *y = b;
	int order = strcmp(y->architecture, x->architecture);

	return order ? order : strverscmp(x->run->kernel, y->run->kernel);
}

static int check_run(const struct matrix *m, const struct result *run,
		     bool architectures, struct error *error)
{
	const struct result *first = m->column[0].run;

	if (!terms_of(run, 0).exact)
		return error_set(error,
				 "%s was measured in venue %s; a matrix takes "
				 "results of an exact venue (icount)",
				 run->path, run->venue);
	if (strcmp(run->plan, first->plan) != 0)
		return error_set(error,
				 "%s is of plan %s, %s of plan %s; a matrix "
				 "takes results of one plan",
				 first->path, first->plan, run->path,
				 run->plan);
	return architectures
		       ? 0
		       : result_check_architectures(
				 first, run,
				 "give --architectures to have both", error);
}

static int check_twice(const struct matrix *m, struct error *error)
{
	for (size_t i = 1; i < m->columns; i++)
		if (by_kernel(&m->column[i - 1], &m->column[i]) == 0)
			return error_set(error,
					 "%s and %s are both of kernel %s; "
					 "give each kernel once",
					 m->column[i - 1].run->path,
					 m->column[i].run->path,
					 m->column[i].run->kernel);
	return 0;
}

static int set_columns(struct matrix *m, struct result *const *runs,
		       size_t count, bool architectures, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		m->column[m->columns++] = (struct matrix_column){
			.run = runs[i],
			.architecture = result_architecture(runs[i]),
		};
		if (check_run(m, runs[i], architectures, error))
			return -1;
	}
	qsort(m->column, m->columns, sizeof(*m->column), by_kernel);
	for (size_t i = 0; i < m->columns; i++) {
		m->column[i].first =
			!i || strcmp(m->column[i].architecture,
				     m->column[i - 1].architecture) != 0;
		m->architectures += m->column[i].first;
	}
	return check_twice(m, error);
}

/* What differs in how much is measured is the same row. */
static bool same_row(const struct cell *a, const struct cell *b)
{
	return strcmp(a->mode, b->mode) == 0 &&
	       cell_match(a, b, false) >= MATCH_EFFORT;
}

static int new_row(const struct matrix *m, struct matrix_row *row,
		   const struct cell *cell)
{
	*row = (struct matrix_row){
		.cell = cell,
		.baseline = cell_is_baseline(cell, cell),
		.at = calloc(m->columns, sizeof(*row->at)),
		.value = calloc(m->columns, sizeof(*row->value)),
		.time = calloc(m->columns, sizeof(*row->time)),
		.step = calloc(m->columns, sizeof(*row->step)),
	};
	return row->at && row->value && row->time && row->step ? 0 : -1;
}

static int add_cell(struct matrix *m, size_t column,
		    const struct result_cell *cell)
{
	struct matrix_row *row = m->rows;

	while (row < m->rows + m->count && !same_row(row->cell, &cell->cell))
		row++;
	if (row == m->rows + m->count) {
		m->count++;
		if (new_row(m, row, &cell->cell))
			return -1;
	}
	if (!cell->failed && !row->at[column])
		row->at[column] = cell;
	return 0;
}

static int collect_cells(struct matrix *m)
{
	size_t room = 0;

	for (size_t c = 0; c < m->columns; c++)
		room += m->column[c].run->count;
	m->rows = calloc(room + 1, sizeof(*m->rows));
	if (!m->rows)
		return -1;
	for (size_t c = 0; c < m->columns; c++)
		for (size_t i = 0; i < m->column[c].run->count; i++)
			if (add_cell(m, c, &m->column[c].run->cells[i]))
				return -1;
	return 0;
}

static int set_values(struct matrix *m, size_t column)
{
	struct baselines baselines = {0};
	int ret = baselines_make(&baselines, m->column[column].run);

	for (size_t i = 0; !ret && i < m->count; i++) {
		struct matrix_row *row = &m->rows[i];
		const struct result_cell *cell = row->at[column], *none;

		row->value[column] = row->time[column] = NAN;
		if (!cell)
			continue;
		none = baselines_find(&baselines, &cell->cell);
		row->time[column] = cell->stats.p50;
		row->value[column] = row->baseline ? cell->stats.p50
				     : none ? cell->stats.p50 - none->stats.p50
					    : NAN;
	}
	baselines_free(&baselines);
	return ret;
}

static struct counter_changes
counters_of(const struct matrix *m, const struct matrix_row *row, size_t column)
{
	struct result *base = (struct result *)m->column[column - 1].run;
	struct result *fresh = (struct result *)m->column[column].run;
	const struct side a = {.runs = &base, .count = 1};
	const struct side b = {.runs = &fresh, .count = 1};
	struct cell_pair pair = {.base = row->at[column - 1],
				 .fresh = row->at[column]};
	const struct cell_pairs pairs = {&a, &b, 1, &pair};

	return counter_changes_of(&pairs, 0);
}

static void set_step(const struct matrix *m, struct matrix_row *row,
		     size_t column)
{
	struct matrix_step *step = &row->step[column];

	if (m->column[column].first || isnan(row->value[column]) ||
	    isnan(row->value[column - 1]))
		return;
	step->known = true;
	step->change = row->value[column] - row->value[column - 1];
	step->share = step->change / row->time[column - 1];
	step->counters = counters_of(m, row, column);
	if (step->change == 0)
		step->verdict = VERDICT_UNCHANGED;
	else if (fabs(step->share) <= m->threshold)
		step->verdict = VERDICT_MOVED;
	else
		step->verdict =
			step->change > 0 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
}

static int fill(struct matrix *m)
{
	if (collect_cells(m))
		return -1;
	for (size_t c = 0; c < m->columns; c++)
		if (set_values(m, c))
			return -1;
	for (size_t i = 0; i < m->count; i++)
		for (size_t c = 1; c < m->columns; c++)
			set_step(m, &m->rows[i], c);
	return 0;
}

struct matrix *matrix_make(struct result *const *runs, size_t count,
			   bool architectures, double threshold,
			   struct error *error)
{
	struct matrix *m = calloc(1, sizeof(*m));
	int ret = -1;

	if (m)
		m->column = calloc(count + 1, sizeof(*m->column));
	if (!m || !m->column)
		error_set(error, "out of memory");
	else if (!set_columns(m, runs, count, architectures, error)) {
		m->threshold = terms_of(runs[0], threshold).threshold;
		ret = fill(m) ? error_set(error, "out of memory") : 0;
	}
	if (!ret)
		return m;
	matrix_free(m);
	return NULL;
}

void matrix_free(struct matrix *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->count; i++) {
		free(m->rows[i].at);
		free(m->rows[i].value);
		free(m->rows[i].time);
		free(m->rows[i].step);
	}
	free(m->rows);
	free(m->column);
	free(m);
}
