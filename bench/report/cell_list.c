// SPDX-License-Identifier: GPL-2.0-only
/* Selecting the cells of a run that a plot shows. */
#include "report/cell_list.h"

#include <math.h>
#include <string.h>

#include "lib/memory.h"

/* A plot without a condition on `timed` shows the workload's operations. */
static bool names_timed(const struct plot *plot)
{
	for (size_t i = 0; i < plot->where_count; i++)
		if (strcmp(plot->where[i].column.name, "timed") == 0)
			return true;
	return false;
}

static bool is_wanted(const struct plot *plot, const struct result *run,
		      size_t cell)
{
	if (run->cells[cell].failed || isnan(run->cells[cell].stats.p50))
		return false;
	if (!names_timed(plot) &&
	    run->cells[cell].cell.timed != TIMED_OPERATION)
		return false;
	for (size_t i = 0; i < plot->where_count; i++) {
		const struct condition *condition = &plot->where[i];
		char text[COLUMN_TEXT_MAX];

		column_text(run, cell, &condition->column, text, sizeof(text));
		if (!strcmp(text, condition->value) == condition->differs)
			return false;
	}
	return true;
}

struct cell_list cell_list_select(const struct plot *plot,
				  const struct result *run)
{
	struct cell_list cells = {0};

	cells.at = must_alloc(run->count, sizeof(*cells.at));
	for (size_t i = 0; i < run->count; i++)
		if (is_wanted(plot, run, i))
			cells.at[cells.count++] = i;
	return cells;
}

static size_t count_values(const struct cell_list *cells,
			   const struct result *run,
			   const struct column *column)
{
	struct axis axis = {.column = *column};
	size_t count;

	axis_collect(&axis, run, cells->at, cells->count);
	count = axis.count;
	axis_free(&axis);
	return count;
}

bool cell_list_meets_needs(const struct cell_list *cells,
			   const struct plot *plot, const struct result *run)
{
	if (!cells->count)
		return false;
	for (size_t i = 0; i < plot->need_count; i++) {
		const struct need *need = &plot->needs[i];
		size_t values = count_values(cells, run, &need->column);

		if (values < need->least || values > need->most)
			return false;
	}
	return true;
}
