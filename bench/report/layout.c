// SPDX-License-Identifier: GPL-2.0-only
/* Laying out the cells of a figure. */
#include "report/layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

/* Whether a column distinguishes cells of the same mode. */
static bool varies_in_mode(const struct layout *layout, size_t cell,
			   const struct column *column)
{
	const struct result_cell *of = &layout->run->cells[cell];
	double number = column_number(layout->run, cell, column);

	for (size_t i = 0; i < layout->cells->count; i++) {
		size_t other = layout->cells->at[i];

		if (layout->run->cells[other].preset == of->preset &&
		    !strcmp(layout->run->cells[other].cell.mode,
			    of->cell.mode) &&
		    column_number(layout->run, other, column) != number)
			return true;
	}
	return false;
}

char *layout_series_label(const struct layout *layout,
			  const struct tuple *tuple)
{
	char *label = must_printf("%s", "");

	for (size_t i = 0; i < layout->series.columns; i++) {
		const struct column *column = &layout->series.column[i];
		char text[2 * COLUMN_TEXT_MAX];
		char *longer;

		if (i && !varies_in_mode(layout, tuple->cell, column))
			continue;
		value_label(layout->run, tuple->cell, column, text,
			    sizeof(text));
		longer = must_printf("%s%s%s", label, *label ? " " : "", text);
		free(label);
		label = longer;
	}
	return label;
}

bool layout_is_in_panel(const struct layout *layout, size_t cell,
			const struct axis *axis, size_t value)
{
	const struct column *column = &axis->column;

	return !column->name || !column_applies(layout->run, cell, column) ||
	       column_number(layout->run, cell, column) ==
		       axis->values[value].number;
}

double layout_x_place(const struct layout *layout, size_t x)
{
	const struct cell_key *key = layout->x.column.key;

	if (key && (key->kind == CELL_NAME || key->kind == CELL_CHOICE ||
		    key->kind == CELL_SET))
		return (double)x;
	return layout->x.values[x].number;
}

/*
 * Whether a cell without chunks may be drawn at the number of chunks of
 * another: the two differ in nothing but their mode and what comes with it.
 */
static bool is_sibling(const struct layout *layout, size_t cell, size_t other)
{
	struct column column;

	for (size_t i = 0; cell_keys[i].name; i++) {
		if (!strcmp(cell_keys[i].name, "mode") ||
		    !strcmp(cell_keys[i].name, "filter") ||
		    cell_keys[i].scope >= SCOPE_CHUNKS)
			continue;
		column_find(&column, cell_keys[i].name);
		if (column_applies(layout->run, cell, &column) &&
		    column_applies(layout->run, other, &column) &&
		    column_number(layout->run, cell, &column) !=
			    column_number(layout->run, other, &column))
			return false;
	}
	return true;
}

bool layout_is_at_x(const struct layout *layout, size_t cell, double x)
{
	const struct column *column = &layout->x.column;

	if (column_applies(layout->run, cell, column))
		return column_number(layout->run, cell, column) == x;
	if (column->key)
		return true;
	for (size_t i = 0; i < layout->cells->count; i++) {
		size_t other = layout->cells->at[i];

		if (column_applies(layout->run, other, column) &&
		    column_number(layout->run, other, column) == x &&
		    is_sibling(layout, cell, other))
			return true;
	}
	return false;
}

size_t layout_find_cell(const struct layout *layout, size_t row, size_t column,
			size_t series, size_t x)
{
	double at = layout->x.values[x].number;

	for (size_t i = 0; i < layout->cells->count; i++) {
		size_t cell = layout->cells->at[i];

		if (layout->own[i] == series &&
		    layout_is_in_panel(layout, cell, &layout->row, row) &&
		    layout_is_in_panel(layout, cell, &layout->column, column) &&
		    layout_is_at_x(layout, cell, at))
			return cell;
	}
	return SIZE_MAX;
}

size_t layout_panels(const struct axis *axis)
{
	return axis->count ? axis->count : 1;
}

const char *layout_panel_text(const struct axis *axis, size_t value)
{
	return axis->count ? axis->values[value].text : "";
}

static void axis_of(struct axis *axis, const struct columns *columns,
		    const struct layout *layout)
{
	memset(axis, 0, sizeof(*axis));
	if (!columns->count)
		return;
	axis->column = columns->at[0];
	axis_collect(axis, layout->run, layout->cells->at,
		     layout->cells->count);
}

/* Find the series of each cell. */
static void find_series(struct layout *layout)
{
	layout->own = must_alloc(layout->cells->count, sizeof(*layout->own));
	for (size_t i = 0; i < layout->cells->count; i++) {
		struct tuple own;

		tuple_of(&own, &layout->series, layout->run,
			 layout->cells->at[i]);
		while (layout->own[i] < layout->series.count &&
		       tuple_compare(&own, &layout->series.at[layout->own[i]]))
			layout->own[i]++;
	}
}

struct layout *layout_make(const struct plot *plot, const struct result *run,
			   const struct cell_list *cells)
{
	struct layout *layout = must_alloc(1, sizeof(*layout));

	layout->plot = plot;
	layout->run = run;
	layout->cells = cells;
	axis_of(&layout->x, &plot->x, layout);
	axis_of(&layout->row, &plot->rows, layout);
	axis_of(&layout->column, &plot->columns, layout);
	layout->series.columns = plot->series.count;
	for (size_t i = 0; i < plot->series.count; i++)
		layout->series.column[i] = plot->series.at[i];
	tuples_collect(&layout->series, run, cells, false);
	find_series(layout);
	return layout;
}

void layout_free(struct layout *layout)
{
	free(layout->series.at);
	free(layout->own);
	axis_free(&layout->x);
	axis_free(&layout->row);
	axis_free(&layout->column);
	free(layout);
}
