// SPDX-License-Identifier: GPL-2.0-only
/* Drawing the panels of a figure. */
#include "report/figure_chart.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/figure_words.h"
#include "report/html.h"
#include "report/svg.h"

#define SERIES_MOST 40
#define POINTS_MOST 3000 /* of one figure */

#define WIDTH      380.0
#define RIGHT      (WIDTH - 20)
#define TOP        26.0
#define LINES_HIGH 180.0
#define ROW_HIGH   19.0

/* What is drawn: one y of a layout. */
struct chart {
	const struct layout *layout;
	FILE *file;
	size_t y; /* index in plot->y */
	bool words;
	struct scale x_scale, y_scale; /* with words: y_scale is not used */
	enum svg_form x_form, y_form;
	double left, bottom;
	char **labels; /* of the series */
};

/* The kind of axis number @axis: 0 for x, then those of y. */
static const char *axis_kind(const struct plot *plot, size_t axis)
{
	const char *at = plot->axes;

	for (; axis > 0; axis--) {
		at += strcspn(at, " \t");
		at += strspn(at, " \t");
	}
	return at;
}

static bool is_kind(const struct plot *plot, size_t axis, const char *kind)
{
	return !strncmp(axis_kind(plot, axis), kind, strlen(kind));
}

static void find_range(const struct chart *chart, const struct column *column,
		       struct scale *scale)
{
	const struct layout *layout = chart->layout;

	scale->low = INFINITY;
	scale->high = -INFINITY;
	for (size_t i = 0; i < layout->cells->count; i++) {
		double number = column_number(layout->run, layout->cells->at[i],
					      column);

		if (isnan(number) || (scale->log && number <= 0))
			continue;
		scale->low = fmin(scale->low, number);
		scale->high = fmax(scale->high, number);
	}
	if (scale->low > scale->high)
		scale->low = scale->high = 1;
	scale_round(scale);
}

static double left_of_words(const struct layout *layout)
{
	size_t longest = 0;

	for (size_t i = 0; i < layout->x.count; i++)
		if (strlen(layout->x.values[i].text) > longest)
			longest = strlen(layout->x.values[i].text);
	return fmin(18 + 7.0 * (double)longest, WIDTH / 2);
}

/* With words, x and y change places: words are easier to read in rows. */
static void set_scales(struct chart *chart)
{
	const struct layout *layout = chart->layout;
	const struct plot *plot = layout->plot;
	const struct column *y = &plot->y.at[chart->y];

	chart->words = is_kind(plot, 0, "words");
	chart->left = chart->words ? left_of_words(layout) : 54;
	chart->bottom = TOP + (chart->words ? ROW_HIGH * (double)layout->x.count
					    : LINES_HIGH);
	chart->y_form = column_form(y);
	chart->x_form = column_form(&layout->x.column);
	if (chart->words) {
		chart->x_form = chart->y_form;
		chart->x_scale = (struct scale){
			.log = is_kind(plot, 1 + chart->y, "log"),
			.from = chart->left,
			.to = RIGHT,
		};
		find_range(chart, y, &chart->x_scale);
		return;
	}
	chart->x_scale = (struct scale){
		.log = is_kind(plot, 0, "log"),
		.from = chart->left + 4,
		.to = RIGHT,
	};
	chart->y_scale = (struct scale){
		.log = is_kind(plot, 1 + chart->y, "log"),
		.from = chart->bottom,
		.to = TOP,
	};
	find_range(chart, &layout->x.column, &chart->x_scale);
	find_range(chart, y, &chart->y_scale);
}

/* The mode of a series, with its preset. */
static void mode_of(const struct layout *layout, size_t series,
		    char mode[COLUMN_TEXT_MAX])
{
	struct column column;

	column_find(&column, "mode");
	column_text(layout->run, layout->series.at[series].cell, &column, mode,
		    COLUMN_TEXT_MAX);
}

/* How many series before @series have its mode. */
static size_t same_before(const struct layout *layout, size_t series)
{
	char mode[COLUMN_TEXT_MAX], other[COLUMN_TEXT_MAX];
	size_t count = 0;

	mode_of(layout, series, mode);
	for (size_t i = 0; i < series; i++) {
		mode_of(layout, i, other);
		count += !strcmp(mode, other);
	}
	return count;
}

static size_t color_of(const struct layout *layout, size_t series)
{
	char mode[COLUMN_TEXT_MAX];

	mode_of(layout, series, mode);
	return svg_color(mode);
}

/* The title of a point: "munmap, global: +43 %". */
static void draw_point(const struct chart *chart, size_t series, size_t x,
		       double number, double px, double py)
{
	char value[SHORT_TEXT_MAX], *title;

	value_text(number, chart->y_form, value);
	title = must_printf("%s, %s: %s", chart->layout->x.values[x].text,
			    chart->labels[series], value);
	svg_point(chart->file, series, px, py, title);
	free(title);
}

/* A number of a series in a panel at value number @x, or NAN. */
static double number_at(const struct chart *chart, size_t row, size_t column,
			size_t series, size_t x)
{
	const struct layout *layout = chart->layout;
	size_t cell = layout_find_cell(layout, row, column, series, x);

	if (cell == SIZE_MAX)
		return NAN;
	return column_number(layout->run, cell, &layout->plot->y.at[chart->y]);
}

/* The points of a series stand a little apart, so that equal ones are seen. */
static void draw_words_series(const struct chart *chart, size_t row,
			      size_t column, size_t series)
{
	double apart = chart->layout->series.count > 1
			       ? ((double)(series * 2 % 5) - 2) * 2.2
			       : 0;

	for (size_t x = 0; x < chart->layout->x.count; x++) {
		double number = number_at(chart, row, column, series, x);

		if (isnan(number))
			continue;
		draw_point(chart, series, x, number,
			   scale_at(&chart->x_scale, number),
			   TOP + ROW_HIGH * ((double)x + 0.5) + apart);
	}
}

static void draw_line_series(const struct chart *chart, size_t row,
			     size_t column, size_t series)
{
	const struct layout *layout = chart->layout;
	size_t points = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t x = 0; x < layout->x.count; x++) {
			double number =
				number_at(chart, row, column, series, x);
			double px = scale_at(&chart->x_scale,
					     layout->x.values[x].number);
			double py = scale_at(&chart->y_scale, number);

			if (isnan(number))
				continue;
			if (pass)
				draw_point(chart, series, x, number, px, py);
			else
				fprintf(chart->file, "%s%.1f %.1f",
					points++ ? "L"
						 : "<path class=\"l\" d=\"M",
					px, py);
		}
		if (!pass && points)
			fprintf(chart->file, "\"%s/>\n",
				svg_dash(same_before(layout, series)));
	}
}

static void draw_axes(const struct chart *chart)
{
	FILE *file = chart->file;

	svg_x_axis(file, &chart->x_scale, chart->x_form, TOP, chart->bottom);
	if (!chart->words) {
		svg_y_axis(file, &chart->y_scale, chart->y_form, chart->left,
			   RIGHT);
		svg_text(file, (chart->left + RIGHT) / 2, chart->bottom + 29,
			 "middle", "", column_words(&chart->layout->x.column));
		return;
	}
	for (size_t x = 0; x < chart->layout->x.count; x++) {
		double y = TOP + ROW_HIGH * ((double)x + 0.5);

		svg_line(file, "g", chart->left, y, RIGHT, y);
		svg_text(file, chart->left - 8, y + 4, "end", "w",
			 chart->layout->x.values[x].text);
	}
}

static void draw_panel(const struct chart *chart, size_t row, size_t column)
{
	const struct layout *layout = chart->layout;
	char *title = panel_title(layout, row, column);
	const char *what = column_words(&layout->plot->y.at[chart->y]);
	char *about = must_printf("%s%s%s; the numbers are in the table of "
				  "every cell",
				  what, *title ? ": " : "", title);

	svg_begin(chart->file, WIDTH, chart->bottom + (chart->words ? 22 : 36),
		  about);
	svg_text(chart->file, 0, 14, "start", "t", *title ? title : what);
	draw_axes(chart);
	for (size_t s = 0; s < layout->series.count; s++) {
		fprintf(chart->file, "<g class=\"s%zu\">\n",
			color_of(layout, s));
		if (chart->words)
			draw_words_series(chart, row, column, s);
		else
			draw_line_series(chart, row, column, s);
		fputs("</g>\n", chart->file);
	}
	svg_end(chart->file);
	free(about);
	free(title);
}

static void draw_y(struct chart *chart)
{
	const struct layout *layout = chart->layout;

	set_scales(chart);
	fprintf(chart->file, "<h4>%s</h4>\n<div class=\"panels\">\n",
		column_words(&layout->plot->y.at[chart->y]));
	for (size_t row = 0; row < layout_panels(&layout->row); row++)
		for (size_t column = 0; column < layout_panels(&layout->column);
		     column++)
			draw_panel(chart, row, column);
	fputs("</div>\n", chart->file);
}

static void draw_key(const struct chart *chart)
{
	const struct layout *layout = chart->layout;
	bool words = is_kind(layout->plot, 0, "words");

	fputs("<ul class=\"key\">\n", chart->file);
	for (size_t s = 0; s < layout->series.count; s++) {
		fprintf(chart->file,
			"<li class=\"s%zu\"><svg viewBox=\"0 0 26 12\" "
			"aria-hidden=\"true\">",
			color_of(layout, s));
		if (!words)
			fprintf(chart->file,
				"<path class=\"l\" d=\"M0 6H26\"%s/>",
				svg_dash(same_before(layout, s)));
		svg_point(chart->file, s, 13, 6, "");
		fputs("</svg><span>", chart->file);
		html_text(chart->file, chart->labels[s]);
		fputs("</span></li>\n", chart->file);
	}
	fputs("</ul>\n", chart->file);
}

static bool is_too_much(const struct layout *layout)
{
	return layout->series.count > SERIES_MOST ||
	       layout_panels(&layout->row) * layout_panels(&layout->column) *
			       layout->series.count * layout->x.count >
		       POINTS_MOST;
}

char *figure_chart(const struct layout *layout)
{
	struct chart chart = {.layout = layout};
	char *text = NULL;
	size_t size;

	if (!layout->plot->axes || is_too_much(layout))
		return NULL;
	chart.file = open_memstream(&text, &size);
	if (!chart.file)
		return NULL;
	chart.labels = must_alloc(layout->series.count, sizeof(*chart.labels));
	for (size_t s = 0; s < layout->series.count; s++)
		chart.labels[s] =
			layout_series_label(layout, &layout->series.at[s]);
	draw_key(&chart);
	for (chart.y = 0; chart.y < layout->plot->y.count; chart.y++)
		if (!is_kind(layout->plot, 1 + chart.y, "none"))
			draw_y(&chart);
	for (size_t s = 0; s < layout->series.count; s++)
		free(chart.labels[s]);
	free(chart.labels);
	fclose(chart.file);
	return text;
}
