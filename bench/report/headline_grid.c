// SPDX-License-Identifier: GPL-2.0-only
/* Arranging the cells of the headline table. */
#include "report/headline_grid.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

static bool is_lead(const struct column *column, bool varies)
{
	if (!strcmp(column->name, "workload"))
		return true;
	return varies && strcmp(column->name, "mode") != 0 &&
	       strcmp(column->name, "ops") != 0 &&
	       strcmp(column->name, "warmup") != 0;
}

static void find_leads(struct headline_grid *grid)
{
	for (size_t i = 0; cell_keys[i].name; i++) {
		struct column column;

		column_find(&column, cell_keys[i].name);
		if (grid->leads < LEAD_MAX &&
		    is_lead(&column, column_varies(grid->run, grid->cells,
						   grid->count, &column)))
			grid->lead[grid->leads++] = column;
	}
}

/* Whether a cell belongs to the row of another. */
static bool is_in_row(const struct headline_grid *grid, size_t cell, size_t row)
{
	for (size_t i = 0; i < grid->leads; i++) {
		const struct column *lead = &grid->lead[i];

		if (column_applies(grid->run, cell, lead) &&
		    column_applies(grid->run, row, lead) &&
		    column_number(grid->run, cell, lead) !=
			    column_number(grid->run, row, lead))
			return false;
	}
	return true;
}

static size_t leads_applying(const struct headline_grid *grid, size_t cell)
{
	size_t count = 0;

	for (size_t i = 0; i < grid->leads; i++)
		count += column_applies(grid->run, cell, &grid->lead[i]);
	return count;
}

/*
 * A row for each combination of the leads. Cells to which most leads apply come
 * first: a cell whose mode has no chunks or no device joins their rows.
 */
static void find_rows(struct headline_grid *grid)
{
	grid->row = must_alloc(grid->count, sizeof(*grid->row));
	for (size_t applying = grid->leads + 1; applying-- > 0;)
		for (size_t c = 0; c < grid->count; c++) {
			size_t cell = grid->cells[c];
			bool found = leads_applying(grid, cell) != applying;

			for (size_t i = 0; i < grid->rows && !found; i++)
				found = is_in_row(grid, cell, grid->row[i]);
			if (!found)
				grid->row[grid->rows++] = cell;
		}
}

static int compare_rows(const struct headline_grid *grid, size_t a, size_t b)
{
	for (size_t i = 0; i < grid->leads; i++) {
		double x = column_number(grid->run, a, &grid->lead[i]);
		double y = column_number(grid->run, b, &grid->lead[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

/* By insertion, because rows are few and mostly in order already. */
static void sort_rows(struct headline_grid *grid)
{
	for (size_t i = 1; i < grid->rows; i++)
		for (size_t j = i; j > 0 && compare_rows(grid, grid->row[j - 1],
							 grid->row[j]) > 0;
		     j--) {
			size_t row = grid->row[j];

			grid->row[j] = grid->row[j - 1];
			grid->row[j - 1] = row;
		}
}

void headline_grid_make(struct headline_grid *grid, const struct result *run)
{
	memset(grid, 0, sizeof(*grid));
	grid->run = run;
	grid->cells = must_alloc(run->count, sizeof(*grid->cells));
	for (size_t i = 0; i < run->count; i++)
		if (run->cells[i].cell.timed == TIMED_OPERATION)
			grid->cells[grid->count++] = i;
	find_leads(grid);
	column_find(&grid->modes.column, "mode");
	axis_collect(&grid->modes, run, grid->cells, grid->count);
	find_rows(grid);
	sort_rows(grid);
}

void headline_grid_free(struct headline_grid *grid)
{
	axis_free(&grid->modes);
	free(grid->row);
	free(grid->cells);
}

size_t headline_grid_find(const struct headline_grid *grid, size_t row,
			  size_t mode)
{
	double number = grid->modes.values[mode].number;

	for (size_t i = 0; i < grid->count; i++) {
		size_t cell = grid->cells[i];

		if (column_number(grid->run, cell, &grid->modes.column) ==
			    number &&
		    is_in_row(grid, cell, row))
			return cell;
	}
	return SIZE_MAX;
}
