// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of what the device does by itself: faults, and the cost of
 * registration. Most of these have no baseline, so each cell is a row with its
 * own numbers. Modes are printed below each other where everything else is
 * equal.
 */
#include "print/timed_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/table.h"
#include "print/text.h"
#include "print/timed_text.h"
#include "print/timed_values.h"

#define LEADS    2 /* the row's name, the mode */
#define TEXT_MAX 48

static int costliest_first(const void *a, const void *b)
{
	const struct view_cell *x = *(const struct view_cell *const *)a;
	const struct view_cell *y = *(const struct view_cell *const *)b;
	double p = x->cell->stats.p50, q = y->cell->stats.p50;

	if (isnan(p) != isnan(q))
		return isnan(p) ? 1 : -1;
	if (!isnan(p) && p != q)
		return p > q ? -1 : 1;
	return x->cell->index < y->cell->index ? -1 : 1;
}

static void add_row(const struct view *view, const struct timed_columns *kind,
		    const struct cell_interval *intervals, struct table *table,
		    const struct view_cell *cell)
{
	char text[TEXT_MAX];

	table_add(table, "%s", view->rows.at[cell->row]->text);
	table_add(table, "%s", view->columns.at[cell->column]->text);
	for (size_t i = 0; i < kind->count; i++) {
		timed_text(cell->cell, intervals, kind->values[i], text,
			   sizeof(text));
		table_add(table, "%s", text);
	}
}

static void print_cells(const struct view *view,
			const struct timed_columns *kind,
			const struct cell_interval *intervals,
			const struct view_cell *const *cells, size_t count,
			int width, FILE *to)
{
	struct table *table = table_new(LEADS + kind->count, LEADS);

	table_add(table, "%s", "");
	table_add(table, "%s", "");
	for (size_t i = 0; i < kind->count; i++)
		table_add(table, "%s", kind->values[i]->name);
	for (size_t i = 0; i < count; i++)
		add_row(view, kind, intervals, table, cells[i]);
	table_print_parts(table, LEADS, width, to);
	table_free(table);
}

static void print_block(const struct view *view,
			const struct timed_columns *kind,
			const struct cell_interval *intervals,
			const struct block *block, bool sort, int width,
			FILE *to)
{
	size_t count;
	const struct view_cell **cells = view_block_cells(view, block, &count);

	if (sort)
		qsort(cells, count, sizeof(*cells), costliest_first);
	print_text(to, "timed %s%s%s\n", kind->name, *block->title ? ", " : "",
		   block->title);
	print_cells(view, kind, intervals, cells, count, width, to);
	fputc('\n', to);
	free(cells);
}

void timed_tables(const struct view *view,
		  const struct cell_interval *intervals, bool sort, int width,
		  FILE *to)
{
	struct timed_columns kind;

	timed_columns_make(&kind, view);
	for (size_t b = 0; b < view->block_count; b++)
		print_block(view, &kind, intervals, &view->blocks[b], sort,
			    width, to);
}

/* The names of columns in all tables with their meanings, each once. */
static void collect_meanings(struct labels *meanings, const struct view *views,
			     size_t count)
{
	for (size_t v = 0; v < count; v++) {
		struct timed_columns kind;

		if (!views[v].count || views[v].timed == TIMED_OPERATION)
			continue;
		timed_columns_make(&kind, &views[v]);
		for (size_t i = 0; i < kind.count; i++) {
			const struct value_column *value = kind.values[i];
			char text[128];

			if (!value->meaning)
				continue;
			snprintf(text, sizeof(text), "%s: %s", value->name,
				 value->meaning);
			labels_id(meanings, text);
		}
	}
}

void timed_tables_notes(const struct view *views, size_t count, int width,
			FILE *to)
{
	struct labels meanings = {0};
	size_t used = 0;

	collect_meanings(&meanings, views, count);
	for (size_t i = 0; i < meanings.count; i++) {
		const char *text = meanings.at[i]->text;
		bool last = i + 1 == meanings.count;
		bool fits = used + 2 + strlen(text) < (size_t)width;

		if (i)
			fputs(fits ? " " : "\n", to);
		used = (i && fits ? used + 1 : 0) + strlen(text) + 1;
		fprintf(to, "%s%s", text, last ? ".\n" : ";");
	}
	labels_free(&meanings);
}
