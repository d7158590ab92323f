// SPDX-License-Identifier: GPL-2.0-only
/* The data file of a figure. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "report/figure_text.h"

static void write_point(const struct layout *layout, FILE *file, double x,
			size_t cell)
{
	const struct columns *y = &layout->plot->y;

	fprintf(file, "%.10g", x);
	for (size_t i = 0; i < y->count; i++) {
		double number = column_number(layout->run, cell, &y->at[i]);

		if (isnan(number))
			fprintf(file, " NaN");
		else
			fprintf(file, " %.10g", number);
	}
	putc('\n', file);
}

/* gnuplot counts blocks, and an empty block is none. */
static void write_no_point(const struct layout *layout, FILE *file)
{
	fprintf(file, "NaN");
	for (size_t i = 0; i < layout->plot->y.count; i++)
		fprintf(file, " NaN");
	putc('\n', file);
}

/* The points of one series in one panel, in ascending order of x. */
static void write_series(const struct layout *layout, FILE *file, size_t row,
			 size_t column, size_t series)
{
	size_t points = 0;

	for (size_t x = 0; x < layout->x.count; x++) {
		size_t cell = layout_find_cell(layout, row, column, series, x);

		if (cell == SIZE_MAX)
			continue;
		write_point(layout, file, layout_x_place(layout, x), cell);
		points++;
	}
	if (!points)
		write_no_point(layout, file);
}

static void write_panel(const struct layout *layout, FILE *file, size_t row,
			size_t column)
{
	for (size_t i = 0; i < layout->series.count; i++) {
		char *label =
			layout_series_label(layout, &layout->series.at[i]);

		fprintf(file, "\n\n# %s %s %s\n",
			layout_panel_text(&layout->row, row),
			layout_panel_text(&layout->column, column), label);
		write_series(layout, file, row, column, i);
		free(label);
	}
}

char *figure_data(const struct layout *layout)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return must_printf("%s", "");
	fprintf(file, "# %s", layout->x.column.name);
	for (size_t i = 0; i < layout->plot->y.count; i++)
		fprintf(file, " %s", layout->plot->y.at[i].name);
	fprintf(file, "\n# unit: %s\n", layout->run->unit);
	for (size_t row = 0; row < layout_panels(&layout->row); row++)
		for (size_t col = 0; col < layout_panels(&layout->column);
		     col++)
			write_panel(layout, file, row, col);
	fclose(file);
	return text;
}
