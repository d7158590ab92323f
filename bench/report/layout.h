/* SPDX-License-Identifier: GPL-2.0-only */
/* The layout of a figure: its panels, its x axis and its series. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "report/cell_columns.h"
#include "report/cell_list.h"
#include "report/plot.h"
#include "report/tuples.h"
#include "result/result.h"

struct layout {
	const struct plot *plot;
	const struct result *run;
	const struct cell_list *cells;
	struct axis x;
	struct axis row, column; /* of panels; no values: a single one */
	struct tuples series;
	size_t *own; /* the number of the series of each of the cells */
};

/*
 * Lay out some cells of a run as the plot says. To be freed with layout_free().
 */
struct layout *layout_make(const struct plot *plot, const struct result *run,
			   const struct cell_list *cells);
void layout_free(struct layout *layout);

/*
 * The number of rows or columns of panels, and the text of one, which may be
 * "".
 */
size_t layout_panels(const struct axis *axis);
const char *layout_panel_text(const struct axis *axis, size_t value);

/* "chunked 2M": the name of a series; to be freed. */
char *layout_series_label(const struct layout *layout,
			  const struct tuple *series);

/* Whether a cell belongs to a row or a column of panels. */
bool layout_is_in_panel(const struct layout *layout, size_t cell,
			const struct axis *axis, size_t value);

/* Whether a cell has a point at a value of x. */
bool layout_is_at_x(const struct layout *layout, size_t cell, double x);

/*
 * The cell, as its number in the run, that series number @series has at value
 * number @x in a panel; SIZE_MAX: none.
 */
size_t layout_find_cell(const struct layout *layout, size_t row, size_t column,
			size_t series, size_t x);

/*
 * Where value number @x is drawn: words at 0, 1, 2..., numbers at themselves.
 */
double layout_x_place(const struct layout *layout, size_t x);

#endif
