// SPDX-License-Identifier: GPL-2.0-only
/* The variables of a figure's gnuplot script, and its summary in words. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "report/figure_text.h"

/* A single-quoted string of gnuplot, in which a quote is doubled. */
static void set_text(FILE *file, const char *name, const char *value)
{
	fprintf(file, "%s='", name);
	for (; *value; value++) {
		putc(*value, file);
		if (*value == '\'')
			putc('\'', file);
	}
	fprintf(file, "'; ");
}

static void set_words(FILE *file, const char *name, const struct axis *axis)
{
	fprintf(file, "%s='", name);
	for (size_t i = 0; i < layout_panels(axis); i++)
		fprintf(file, "\"%s\" ", layout_panel_text(axis, i));
	fprintf(file, "'; %s_count=%zu; ", name, layout_panels(axis));
	fprintf(file, "%s_key='%s'; ", name,
		axis->column.name ? axis->column.name : "");
}

static void set_range(FILE *file, const struct layout *layout, const char *name,
		      const struct column *column)
{
	double low = INFINITY, high = -INFINITY;

	for (size_t i = 0; i < layout->cells->count; i++) {
		double number = column_number(layout->run, layout->cells->at[i],
					      column);

		if (number < low)
			low = number;
		if (number > high)
			high = number;
	}
	if (low > high)
		low = high = 0;
	fprintf(file, "%s_min=%.10g; %s_max=%.10g; ", name, low, name, high);
}

static void set_ranges(FILE *file, const struct layout *layout)
{
	for (size_t i = 0; i < layout->plot->y.count; i++)
		set_range(file, layout, layout->plot->y.at[i].name,
			  &layout->plot->y.at[i]);
	if (layout->x.count)
		fprintf(file, "x_min=%.10g; x_max=%.10g; ",
			layout->x.values[0].number,
			layout->x.values[layout->x.count - 1].number);
}

/* The labels of all series, and for each of their columns its value in each. */
static void set_series(FILE *file, const struct layout *layout)
{
	fprintf(file, "series_count=%zu; series='", layout->series.count);
	for (size_t i = 0; i < layout->series.count; i++) {
		char *label =
			layout_series_label(layout, &layout->series.at[i]);

		fprintf(file, "\"%s\" ", label);
		free(label);
	}
	fprintf(file, "'; ");
	for (size_t i = 0; i < layout->series.columns; i++) {
		const struct column *column = &layout->series.column[i];

		fprintf(file, "series_%s='", column->name);
		for (size_t j = 0; j < layout->series.count; j++) {
			char text[COLUMN_TEXT_MAX];

			column_text(layout->run, layout->series.at[j].cell,
				    column, text, sizeof(text));
			fprintf(file, "\"%s\" ", text);
		}
		fprintf(file, "'; ");
	}
}

char *figure_settings(const struct layout *layout, const char *about)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return must_printf("%s", "");
	set_text(file, "title", layout->plot->title);
	set_text(file, "about", about);
	set_text(file, "unit", layout->run->unit);
	set_text(file, "venue", layout->run->venue);
	set_text(file, "kernel", layout->run->kernel);
	set_words(file, "rows", &layout->row);
	set_words(file, "columns", &layout->column);
	set_words(file, "xs", &layout->x);
	set_series(file, layout);
	set_ranges(file, layout);
	fclose(file);
	return text;
}

char *figure_summary(const struct layout *layout)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return must_printf("%s", "");
	for (size_t i = 0; i < layout->plot->y.count; i++)
		fprintf(file, "%s%s", i ? ", " : "",
			layout->plot->y.at[i].name);
	fprintf(file, " against %s; series:", layout->x.column.name);
	for (size_t i = 0; i < layout->series.count; i++) {
		char *label =
			layout_series_label(layout, &layout->series.at[i]);

		fprintf(file, "%s %s", i ? "," : "", label);
		free(label);
	}
	if (layout->column.count > 1)
		for (size_t i = 0; i < layout->column.count; i++)
			fprintf(file, "%s %s", i ? "," : "; panels:",
				layout->column.values[i].text);
	fclose(file);
	return text;
}
