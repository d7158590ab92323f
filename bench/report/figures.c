// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making figures: one for each combination of the keys that a plot leaves over.
 */
#include "report/figures.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/turns.h"
#include "report/cell_list.h"
#include "report/figure_chart.h"
#include "report/figure_text.h"
#include "report/layout.h"
#include "report/tuples.h"

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

/* A key that the plot does not arrange gets a figure for each of its values. */
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
			      const struct cell_list *cells)
{
	struct column column;

	for (size_t i = 0; cell_keys[i].name; i++) {
		column_find(&column, cell_keys[i].name);
		if (tuples->columns < TUPLE_COLUMNS_MAX &&
		    is_left_over(plot, &column) &&
		    column_varies(run, cells->at, cells->count, &column))
			tuples->column[tuples->columns++] = column;
	}
}

/* A file name: other characters than letters and digits become one dash. */
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

static struct cell_list cells_of_tuple(const struct cell_list *all,
				       const struct tuples *tuples,
				       const struct tuple *tuple,
				       const struct result *run)
{
	struct cell_list cells = {0};

	cells.at = must_alloc(all->count, sizeof(*cells.at));
	for (size_t i = 0; i < all->count; i++)
		if (tuple_has(tuples, tuple, run, all->at[i]))
			cells.at[cells.count++] = all->at[i];
	return cells;
}

/* Takes @about. */
static struct figure make_figure(const struct plot *plot,
				 const struct result *run,
				 const struct cell_list *cells,
				 const char *prefix, char *about)
{
	struct layout *layout = layout_make(plot, run, cells);
	struct figure figure = {
		.name = figure_name(prefix, plot, about),
		.about = about,
		.data = figure_data(layout),
		.settings = figure_settings(layout, about),
		.summary = figure_summary(layout),
		.chart = figure_chart(layout),
		.drawn = cells->count <= CELLS_DRAWN,
	};

	layout_free(layout);
	return figure;
}

/* A figure for each combination of the keys that are left over. */
static void add_figures(struct figures *figures, const struct plot *plot,
			const struct result *run, const struct cell_list *all,
			const char *prefix)
{
	struct tuples *over = must_alloc(1, sizeof(*over));

	left_over_columns(over, plot, run, all);
	tuples_collect(over, run, all, true);
	figures->at = must_alloc(over->count, sizeof(*figures->at));
	for (size_t i = 0; i < over->count; i++) {
		const struct tuple *tuple = &over->at[i];
		struct cell_list cells = cells_of_tuple(all, over, tuple, run);

		if (cell_list_meets_needs(&cells, plot, run)) {
			figures->at[figures->count] =
				make_figure(plot, run, &cells, prefix,
					    tuple_label(over, tuple, run));
			if (figures->count >= FIGURES_DRAWN)
				figures->at[figures->count].drawn = false;
			figures->count++;
		}
		free(cells.at);
	}
	free(over->at);
	free(over);
}

/* A curve over threads says how they scale, which not all venues show. */
static bool is_curve_of_turns(const struct plot *plot, const struct result *run)
{
	return !strcmp(plot->x.at[0].name, "threads") && !turns_scale(run);
}

void figures_make(struct figures *figures, const struct plot *plot,
		  const struct result *run, const char *prefix)
{
	struct cell_list cells = cell_list_select(plot, run);

	memset(figures, 0, sizeof(*figures));
	if (!is_curve_of_turns(plot, run) &&
	    cell_list_meets_needs(&cells, plot, run))
		add_figures(figures, plot, run, &cells, prefix);
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
		free(figures->at[i].chart);
	}
	free(figures->at);
	memset(figures, 0, sizeof(*figures));
}
