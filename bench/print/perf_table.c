// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of counters that explain times. Each cell is a row, and modes are
 * below each other where everything else is equal. A counter that the machine
 * does not have, or that stayed at 0 in all cells, is left out.
 */
#include "print/perf_table.h"

#include <math.h>
#include <stdlib.h>

#include "common/perf_counter.h"
#include "lib/memory.h"
#include "print/numbers.h"
#include "print/table.h"
#include "print/text.h"

#define LEADS 2 /* the row's name, the mode */

static bool has_counter(const struct result *result, size_t counter)
{
	for (size_t i = 0; i < result->count; i++)
		if (result->cells[i].stats.perf[counter] > 0)
			return true;
	return false;
}

static bool has_counters(const struct result *result,
			 const struct result_cell *cell)
{
	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++)
		if (has_counter(result, i) && !isnan(cell->stats.perf[i]))
			return true;
	return false;
}

/* A baseline has no column of its own in a view of operations. */
static const char *mode_of(const struct view *view, const struct view_cell *at)
{
	const char *column = view->columns.at[at->column]->text;

	return *column ? column : at->cell->cell.mode;
}

static void add_row(const struct view *view, struct table *table,
		    const struct view_cell *at)
{
	const double *perf = at->cell->stats.perf;
	char text[48];

	table_add(table, "%s", view->rows.at[at->row]->text);
	table_add(table, "%s", mode_of(view, at));
	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++) {
		if (!has_counter(view->result, i))
			continue;
		if (isnan(perf[i]))
			snprintf(text, sizeof(text), TABLE_NOTHING);
		else
			format_rate(perf[i], text, sizeof(text));
		table_add(table, "%s", text);
	}
}

static struct table *begin_table(const struct result *result)
{
	size_t columns = LEADS;
	struct table *table;

	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++)
		columns += has_counter(result, i);
	table = table_new(columns, LEADS);
	table_add(table, "%s", "");
	table_add(table, "%s", "");
	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++)
		if (has_counter(result, i))
			table_add(table, "%s", perf_counters[i].title);
	return table;
}

static void print_block(const struct view *view, const struct block *block,
			int width, FILE *to)
{
	size_t count, rows = 0;
	const struct view_cell **cells = view_block_cells(view, block, &count);
	struct table *table = begin_table(view->result);

	for (size_t i = 0; i < count; i++)
		if (has_counters(view->result, cells[i]->cell)) {
			add_row(view, table, cells[i]);
			rows++;
		}
	if (rows) {
		print_text(to, "counted for each operation%s%s\n",
			   *block->title ? ", " : "", block->title);
		table_print_parts(table, LEADS, width, to);
		fputc('\n', to);
	}
	table_free(table);
	free(cells);
}

void perf_table(const struct view *view, int width, FILE *to)
{
	for (size_t b = 0; b < view->block_count; b++)
		print_block(view, &view->blocks[b], width, to);
}

void perf_table_notes(const struct result *result, FILE *to)
{
	bool any = false;

	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++) {
		if (!has_counter(result, i))
			continue;
		print_text(to, "%s%s: %s",
			   any ? "; "
			       : "Counted for each operation, medians "
				 "of the processes: ",
			   perf_counters[i].title, perf_counters[i].meaning);
		any = true;
	}
	if (any)
		fputs(".\n", to);
}
