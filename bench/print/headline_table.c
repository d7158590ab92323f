// SPDX-License-Identifier: GPL-2.0-only
/*
 * The headline tables: what each mode adds to the application's own operations.
 * Workloads are rows and modes are columns. A table that is too wide continues
 * below itself, with the names of the rows and the baselines again.
 */
#include "print/headline_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/headline_cell.h"
#include "print/table.h"
#include "print/text.h"

#define TEXT_MAX 160

/* The cells of one block among the rows and columns of the view. */
struct grid {
	const struct view *view;
	const struct cell_interval *intervals; /* NULL: times are exact */
	size_t rows, columns;
	const struct result_cell **none; /* by row */
	const struct result_cell **cell; /* by row and column */
	size_t row_count, column_count;
	size_t *row, *column; /* those that the block has, in printing order */
};

/* Fill the grid, and mark the rows and columns that occur in a block. */
static void grid_use(const struct grid *grid, const struct block *block,
		     bool *rows, bool *columns)
{
	const struct view *view = grid->view;

	for (size_t i = 0; i < view->count; i++) {
		const struct view_cell *at = &view->cells[i];

		if (!view_in_block(at, block))
			continue;
		rows[at->row] = true;
		if (cell_is_baseline(&at->cell->cell, &at->cell->cell))
			grid->none[at->row] = at->cell;
		else
			columns[at->column] = true;
		grid->cell[at->row * grid->columns + at->column] = at->cell;
	}
}

/* The indices that are marked, in ascending order. */
static size_t *marked(const bool *used, size_t all, size_t *count)
{
	size_t *list = must_alloc(all, sizeof(*list));

	for (size_t i = 0; i < all; i++)
		if (used[i])
			list[(*count)++] = i;
	return list;
}

static void grid_make(struct grid *grid, const struct view *view,
		      const struct block *block)
{
	size_t all = view->rows.count * view->columns.count;
	bool *rows = must_alloc(view->rows.count, sizeof(*rows));
	bool *columns = must_alloc(view->columns.count, sizeof(*columns));

	memset(grid, 0, sizeof(*grid));
	grid->view = view;
	grid->rows = view->rows.count;
	grid->columns = view->columns.count;
	grid->none = must_alloc(grid->rows, sizeof(*grid->none));
	grid->cell = must_alloc(all, sizeof(*grid->cell));
	grid_use(grid, block, rows, columns);
	grid->row = marked(rows, grid->rows, &grid->row_count);
	grid->column = marked(columns, grid->columns, &grid->column_count);
	free(rows);
	free(columns);
}

static void grid_free(struct grid *grid)
{
	free(grid->none);
	free(grid->cell);
	free(grid->row);
	free(grid->column);
}

/* What the costliest mode adds in a row; NAN where no cost is known. */
static double row_rank(const struct grid *grid, size_t row)
{
	double rank = NAN;

	for (size_t c = 0; c < grid->columns; c++) {
		const struct result_cell *cell =
			grid->cell[row * grid->columns + c];

		if (cell && !(rank >= cell->stats.over_none))
			rank = cell->stats.over_none;
	}
	return rank;
}

/* Rows without a rank come last; rows of equal rank are ordered by name. */
static int costliest_first(const void *a, const void *b, void *data)
{
	const struct grid *grid = data;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	double p = row_rank(grid, x), q = row_rank(grid, y);

	if (isnan(p) != isnan(q))
		return isnan(p) ? 1 : -1;
	if (!isnan(p) && p != q)
		return p > q ? -1 : 1;
	return strcmp(grid->view->rows.at[x]->text,
		      grid->view->rows.at[y]->text);
}

static void grid_text(const struct grid *grid, size_t row, size_t column,
		      char text[TEXT_MAX])
{
	size_t at = grid->row[row] * grid->columns + grid->column[column];

	headline_cell_text(grid->cell[at], grid->intervals, text, TEXT_MAX);
}

static void print_grid(const struct grid *grid, int width, FILE *to)
{
	const struct labels *rows = &grid->view->rows;
	const struct labels *columns = &grid->view->columns;
	struct table *table = table_new(2 + grid->column_count, 1);
	char text[TEXT_MAX];

	table_add(table, " ");
	table_add(table, "none");
	for (size_t c = 0; c < grid->column_count; c++)
		table_add(table, "%s", columns->at[grid->column[c]]->text);
	for (size_t r = 0; r < grid->row_count; r++) {
		headline_none_text(grid->none[grid->row[r]], grid->intervals,
				   text, sizeof(text));
		table_add(table, "%s", rows->at[grid->row[r]]->text);
		table_add(table, "%s", text);
		for (size_t c = 0; c < grid->column_count; c++) {
			grid_text(grid, r, c, text);
			table_add(table, "%s", text);
		}
	}
	table_print_parts(table, 2, width, to);
	table_free(table);
}

void headline_table(const struct view *view,
		    const struct cell_interval *intervals, bool sort, int width,
		    FILE *to)
{
	for (size_t b = 0; b < view->block_count; b++) {
		struct grid grid;

		grid_make(&grid, view, &view->blocks[b]);
		grid.intervals = intervals;
		if (sort)
			qsort_r(grid.row, grid.row_count, sizeof(*grid.row),
				costliest_first, &grid);
		print_text(to, "%s\n", view->blocks[b].title);
		print_grid(&grid, width, to);
		fputc('\n', to);
		grid_free(&grid);
	}
}
