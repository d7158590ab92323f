// SPDX-License-Identifier: GPL-2.0-only
/* From the cells of a run to the figures of a plot: what is drawn where. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/plot.h"

#define KEYS_MAX 32

struct cells {
	size_t count;
	size_t *at; /* indices in the run */
};

/* One combination of values of some columns. */
struct tuple {
	size_t cell; /* the first that has it */
	double number[KEYS_MAX];
};

struct tuples {
	size_t columns;
	struct column column[KEYS_MAX];
	size_t count;
	struct tuple *at;
};

/* All that the parts of one figure need to know. */
struct layout {
	const struct plot *plot;
	const struct result *run;
	struct cells cells;
	struct axis x, row, column;
	struct tuples series;
};

static bool same_column(const struct column *a, const struct column *b)
{
	return a->key == b->key && a->stat == b->stat;
}

static bool has_column(const struct columns *columns,
		       const struct column *column)
{
	for (size_t i = 0; i < columns->count; i++)
		if (same_column(&columns->at[i], column))
			return true;
	return false;
}

/* A plot that does not say so is of the workload's operations. */
static bool names_timed(const struct plot *plot)
{
	for (size_t i = 0; i < plot->where_count; i++)
		if (strcmp(plot->where[i].column.name, "timed") == 0)
			return true;
	return false;
}

static bool cell_is_wanted(const struct plot *plot, const struct result *run,
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

static void cells_select(struct cells *cells, const struct plot *plot,
			 const struct result *run)
{
	cells->count = 0;
	cells->at = must_alloc(run->count, sizeof(*cells->at));
	for (size_t i = 0; i < run->count; i++)
		if (cell_is_wanted(plot, run, i))
			cells->at[cells->count++] = i;
}

static size_t count_values(const struct cells *cells, const struct result *run,
			   const struct column *column)
{
	struct axis axis = {.column = *column};
	size_t count;

	axis_collect(&axis, run, cells->at, cells->count);
	count = axis.count;
	axis_free(&axis);
	return count;
}

static bool needs_are_met(const struct plot *plot, const struct result *run,
			  const struct cells *cells)
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

/* The keys that vary and that the plot does not arrange: a figure for each
 * value. */
static bool is_left_over(const struct plot *plot, const struct column *column)
{
	return !has_column(&plot->x, column) &&
	       !has_column(&plot->rows, column) &&
	       !has_column(&plot->columns, column) &&
	       !has_column(&plot->series, column) &&
	       !has_column(&plot->along, column) &&
	       strcmp(column->name, "ops") != 0 &&
	       strcmp(column->name, "warmup") != 0;
}

static void left_over_columns(struct tuples *tuples, const struct plot *plot,
			      const struct result *run,
			      const struct cells *cells)
{
	struct column column;

	for (size_t i = 0; cell_keys[i].name; i++) {
		column_find(&column, cell_keys[i].name);
		if (tuples->columns < KEYS_MAX && is_left_over(plot, &column) &&
		    column_varies(run, cells->at, cells->count, &column))
			tuples->column[tuples->columns++] = column;
	}
}

static int tuple_compare(const void *a, const void *b)
{
	const struct tuple *x = a, *y = b;

	for (size_t i = 0; i < KEYS_MAX; i++)
		if (x->number[i] != y->number[i])
			return x->number[i] < y->number[i] ? -1 : 1;
	return 0;
}

static void tuple_of(struct tuple *tuple, const struct tuples *tuples,
		     const struct result *run, size_t cell)
{
	memset(tuple, 0, sizeof(*tuple));
	tuple->cell = cell;
	for (size_t i = 0; i < tuples->columns; i++)
		tuple->number[i] = column_number(run, cell, &tuples->column[i]);
}

static bool all_apply(const struct tuples *tuples, const struct result *run,
		      size_t cell)
{
	for (size_t i = 0; i < tuples->columns; i++)
		if (!column_applies(run, cell, &tuples->column[i]))
			return false;
	return true;
}

static void tuples_add(struct tuples *tuples, const struct result *run,
		       size_t cell)
{
	struct tuple tuple;

	tuple_of(&tuple, tuples, run, cell);
	for (size_t i = 0; i < tuples->count; i++)
		if (!tuple_compare(&tuples->at[i], &tuple))
			return;
	tuples->at[tuples->count++] = tuple;
}

static void tuples_collect(struct tuples *tuples, const struct result *run,
			   const struct cells *cells, bool applying)
{
	tuples->count = 0;
	tuples->at = must_alloc(cells->count, sizeof(*tuples->at));
	for (size_t i = 0; i < cells->count; i++)
		if (!applying || all_apply(tuples, run, cells->at[i]))
			tuples_add(tuples, run, cells->at[i]);
	if (!tuples->count)
		for (size_t i = 0; i < cells->count; i++)
			tuples_add(tuples, run, cells->at[i]);
	qsort(tuples->at, tuples->count, sizeof(*tuples->at), tuple_compare);
}

/* Whether a cell belongs to a tuple; keys that say nothing to its mode do not
 * tell. */
static bool in_tuple(const struct tuples *tuples, const struct tuple *tuple,
		     const struct result *run, size_t cell)
{
	for (size_t i = 0; i < tuples->columns; i++)
		if (column_applies(run, cell, &tuples->column[i]) &&
		    column_number(run, cell, &tuples->column[i]) !=
			    tuple->number[i])
			return false;
	return true;
}

/* "filter off", "2M", "munmap": a value with as much of its key as it needs. */
static void value_label(const struct result *run, size_t cell,
			const struct column *column, char *text, size_t size)
{
	char value[COLUMN_TEXT_MAX];

	column_text(run, cell, column, value, sizeof(value));
	if (column->key && (column->key->kind == CELL_NAME ||
			    !strcmp(column->name, "placement") ||
			    !strcmp(column->name, "chunk_size")))
		snprintf(text, size, "%s", value);
	else
		snprintf(text, size, "%s %s", column->name, value);
}

/* Whether a column tells cells of the same mode apart. */
static bool varies_in_mode(const struct layout *layout, size_t cell,
			   const struct column *column)
{
	const char *mode = layout->run->cells[cell].cell.mode;
	double number = column_number(layout->run, cell, column);

	for (size_t i = 0; i < layout->cells.count; i++) {
		size_t other = layout->cells.at[i];

		if (!strcmp(layout->run->cells[other].cell.mode, mode) &&
		    column_number(layout->run, other, column) != number)
			return true;
	}
	return false;
}

static char *series_label(const struct layout *layout,
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

static bool in_panel(const struct layout *layout, size_t cell,
		     const struct axis *axis, size_t value)
{
	const struct column *column = &axis->column;

	return !column->name || !column_applies(layout->run, cell, column) ||
	       column_number(layout->run, cell, column) ==
		       axis->values[value].number;
}

/* Words on the axis of x are drawn at 0, 1, 2 in the order of `xs`. */
static double x_place(const struct layout *layout, size_t x)
{
	const struct cell_key *key = layout->x.column.key;

	if (key && (key->kind == CELL_NAME || key->kind == CELL_CHOICE))
		return (double)x;
	return layout->x.values[x].number;
}

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

/* Whether a cell has a point at a value of x. */
static bool at_x(const struct layout *layout, size_t cell, double x)
{
	const struct column *column = &layout->x.column;

	if (column_applies(layout->run, cell, column))
		return column_number(layout->run, cell, column) == x;
	if (column->key)
		return true;
	for (size_t i = 0; i < layout->cells.count; i++) {
		size_t other = layout->cells.at[i];

		if (column_applies(layout->run, other, column) &&
		    column_number(layout->run, other, column) == x &&
		    is_sibling(layout, cell, other))
			return true;
	}
	return false;
}

/* The points of one series in one panel, in ascending order of x. */
static void write_series(const struct layout *layout, FILE *file, size_t row,
			 size_t column, const struct tuple *tuple)
{
	size_t points = 0;

	for (size_t x = 0; x < layout->x.count; x++) {
		double number = layout->x.values[x].number;

		for (size_t i = 0; i < layout->cells.count; i++) {
			size_t cell = layout->cells.at[i];
			struct tuple own;

			tuple_of(&own, &layout->series, layout->run, cell);
			if (tuple_compare(&own, tuple) ||
			    !in_panel(layout, cell, &layout->row, row) ||
			    !in_panel(layout, cell, &layout->column, column) ||
			    !at_x(layout, cell, number))
				continue;
			write_point(layout, file, x_place(layout, x), cell);
			points++;
			break;
		}
	}
	/* gnuplot counts blocks, so one without points must not be empty. */
	if (!points) {
		fprintf(file, "NaN");
		for (size_t i = 0; i < layout->plot->y.count; i++)
			fprintf(file, " NaN");
		putc('\n', file);
	}
}

static size_t panels(const struct axis *axis)
{
	return axis->count ? axis->count : 1;
}

static const char *panel_text(const struct axis *axis, size_t value)
{
	return axis->count ? axis->values[value].text : "";
}

static char *figure_data(const struct layout *layout)
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
	for (size_t row = 0; row < panels(&layout->row); row++)
		for (size_t col = 0; col < panels(&layout->column); col++)
			for (size_t i = 0; i < layout->series.count; i++) {
				char *label = series_label(
					layout, &layout->series.at[i]);

				fprintf(file, "\n\n# %s %s %s\n",
					panel_text(&layout->row, row),
					panel_text(&layout->column, col),
					label);
				write_series(layout, file, row, col,
					     &layout->series.at[i]);
				free(label);
			}
	fclose(file);
	return text;
}

/* A string of gnuplot's, where only a quote must be doubled. */
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
	for (size_t i = 0; i < panels(axis); i++)
		fprintf(file, "\"%s\" ", panel_text(axis, i));
	fprintf(file, "'; %s_count=%zu; ", name, panels(axis));
	fprintf(file, "%s_key='%s'; ", name,
		axis->column.name ? axis->column.name : "");
}

static void set_range(FILE *file, const struct layout *layout, const char *name,
		      const struct column *column)
{
	double low = INFINITY, high = -INFINITY;

	for (size_t i = 0; i < layout->cells.count; i++) {
		double number =
			column_number(layout->run, layout->cells.at[i], column);

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

/* The series' labels, and for each of their columns the words it has in each.
 */
static void set_series(FILE *file, const struct layout *layout)
{
	fprintf(file, "series_count=%zu; series='", layout->series.count);
	for (size_t i = 0; i < layout->series.count; i++) {
		char *label = series_label(layout, &layout->series.at[i]);

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

static char *figure_settings(const struct layout *layout, const char *about)
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

/* "y, y against x. Series: a, b. Panels: c, d." */
static char *figure_summary(const struct layout *layout)
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
		char *label = series_label(layout, &layout->series.at[i]);

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

static char *tuple_about(const struct tuples *tuples, const struct tuple *tuple,
			 const struct result *run)
{
	char *about = must_printf("%s", "");

	for (size_t i = 0; i < tuples->columns; i++) {
		char text[2 * COLUMN_TEXT_MAX];
		char *longer;

		value_label(run, tuple->cell, &tuples->column[i], text,
			    sizeof(text));
		longer = must_printf("%s%s%s", about, i ? ", " : "", text);
		free(about);
		about = longer;
	}
	return about;
}

/* A file name: what is neither letter nor digit becomes one dash. */
static char *figure_name(const char *prefix, const struct plot *plot,
			 const char *about)
{
	char *name = must_printf("%s%s%s%s", prefix, plot->name,
				 *about ? "-" : "", about);
	char *to = name;

	for (const char *from = name; *from; from++) {
		bool plain = isalnum((unsigned char)*from);

		if (plain || (to > name && to[-1] != '-'))
			*to++ = plain ? *from : '-';
	}
	*to = '\0';
	return name;
}

static void axis_of(struct axis *axis, const struct columns *columns,
		    const struct layout *layout)
{
	memset(axis, 0, sizeof(*axis));
	if (!columns->count)
		return;
	axis->column = columns->at[0];
	axis_collect(axis, layout->run, layout->cells.at, layout->cells.count);
}

static void figure_make(struct figure *figure, struct layout *layout,
			const char *prefix, char *about)
{
	const struct plot *plot = layout->plot;

	axis_of(&layout->x, &plot->x, layout);
	axis_of(&layout->row, &plot->rows, layout);
	axis_of(&layout->column, &plot->columns, layout);
	layout->series.columns = plot->series.count;
	for (size_t i = 0; i < plot->series.count; i++)
		layout->series.column[i] = plot->series.at[i];
	tuples_collect(&layout->series, layout->run, &layout->cells, false);
	figure->about = about;
	figure->name = figure_name(prefix, plot, about);
	figure->data = figure_data(layout);
	figure->settings = figure_settings(layout, about);
	figure->summary = figure_summary(layout);
	free(layout->series.at);
	axis_free(&layout->x);
	axis_free(&layout->row);
	axis_free(&layout->column);
}

static void figures_add(struct figures *figures, const struct plot *plot,
			const struct result *run, const struct cells *all,
			const struct tuples *over, const struct tuple *tuple,
			const char *prefix)
{
	struct layout layout = {.plot = plot, .run = run};

	layout.cells.at = must_alloc(all->count, sizeof(*layout.cells.at));
	for (size_t i = 0; i < all->count; i++)
		if (in_tuple(over, tuple, run, all->at[i]))
			layout.cells.at[layout.cells.count++] = all->at[i];
	if (needs_are_met(plot, run, &layout.cells))
		figure_make(&figures->at[figures->count++], &layout, prefix,
			    tuple_about(over, tuple, run));
	free(layout.cells.at);
}

void figures_make(struct figures *figures, const struct plot *plot,
		  const struct result *run, const char *prefix)
{
	struct tuples *over = must_alloc(1, sizeof(*over));
	struct cells cells;

	memset(figures, 0, sizeof(*figures));
	cells_select(&cells, plot, run);
	if (needs_are_met(plot, run, &cells)) {
		left_over_columns(over, plot, run, &cells);
		tuples_collect(over, run, &cells, true);
		figures->at = must_alloc(over->count, sizeof(*figures->at));
		for (size_t i = 0; i < over->count; i++)
			figures_add(figures, plot, run, &cells, over,
				    &over->at[i], prefix);
	}
	free(over->at);
	free(over);
	free(cells.at);
}

void figures_free(struct figures *figures)
{
	for (size_t i = 0; i < figures->count; i++) {
		free(figures->at[i].name);
		free(figures->at[i].about);
		free(figures->at[i].data);
		free(figures->at[i].settings);
		free(figures->at[i].summary);
	}
	free(figures->at);
	memset(figures, 0, sizeof(*figures));
}
