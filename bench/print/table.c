// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text tables: cells are collected first, because columns are as wide as these.
 */
#include "print/table.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/text.h"
#include "print/wrap.h"

#define GAP       2  /* spaces between columns */
#define FIT_LEAST 24 /* columns that a cell is not broken below */

struct table {
	size_t columns, right;
	size_t count;
	char **cells;
};

struct table *table_new(size_t columns, size_t right)
{
	struct table *table = must_alloc(1, sizeof(*table));

	table->columns = columns;
	table->right = right;
	return table;
}

/* Doubled whenever a power of two is full. */
static void grow(struct table *table)
{
	char **grown;

	if (table->count & (table->count - 1))
		return;
	grown = must_alloc(table->count ? 2 * table->count : 1, sizeof(*grown));
	if (table->count)
		memcpy(grown, table->cells, table->count * sizeof(*grown));
	free(table->cells);
	table->cells = grown;
}

void table_add(struct table *table, const char *format, ...)
{
	va_list args;

	grow(table);
	va_start(args, format);
	table->cells[table->count++] = text_format(format, args);
	va_end(args);
}

static int *column_widths(const struct table *table)
{
	int *width = must_alloc(table->columns, sizeof(*width));

	for (size_t i = 0; i < table->count; i++) {
		int columns = text_columns(table->cells[i]);

		if (columns > width[i % table->columns])
			width[i % table->columns] = columns;
	}
	return width;
}

static void print_cell(const struct table *table, size_t column,
		       const char *text, int width, bool last, FILE *to)
{
	int rest = width - text_columns(text);

	if (column >= table->right)
		fprintf(to, "%*s%s", rest, "", text);
	else
		fprintf(to, "%s%*s", text, last ? 0 : rest, "");
	fprintf(to, "%*s", last ? 0 : GAP, "");
	if (last)
		fputc('\n', to);
}

/*
 * Whether the row that starts at cell @row has a value in columns [from, end).
 */
static bool has_value(const struct table *table, size_t row, size_t from,
		      size_t end)
{
	for (size_t i = row + from; i < row + end && i < table->count; i++)
		if (strcmp(table->cells[i], TABLE_NOTHING) != 0)
			return true;
	return false;
}

/*
 * Print the first @leads columns and columns [from, end). @again: without the
 * name, which the row above has printed.
 */
static void print_row(const struct table *table, const int *width, size_t row,
		      bool again, size_t leads, size_t from, size_t end,
		      FILE *to)
{
	for (size_t c = 0; c < end && row + c < table->count; c++) {
		const char *text = again && !c ? "" : table->cells[row + c];
		bool last = c + 1 == end || row + c + 1 == table->count;

		if (c < leads || c >= from)
			print_cell(table, c, text, width[c], last, to);
	}
}

/* A row that has no value in any part is printed in the first part. */
static void print_part(const struct table *table, const int *width,
		       size_t leads, size_t from, size_t end, FILE *to)
{
	const char *above = NULL;

	for (size_t row = 0; row < table->count; row += table->columns) {
		const char *name = leads ? table->cells[row] : NULL;

		if (!has_value(table, row, from, end) &&
		    (from > leads ||
		     has_value(table, row, end, table->columns)))
			continue;
		print_row(table, width, row, above && strcmp(name, above) == 0,
			  leads, from, end, to);
		above = name;
	}
}

void table_print_parts(const struct table *table, size_t leads, int most,
		       FILE *to)
{
	int *width = column_widths(table);
	size_t from = leads;
	int lead = -GAP;

	for (size_t c = 0; c < leads; c++)
		lead += GAP + width[c];
	do {
		size_t end = from;
		int used = lead;

		while (end < table->columns) {
			used += GAP + width[end];
			if (used > most && end > from)
				break;
			end++;
		}
		if (from > leads)
			fputc('\n', to);
		print_part(table, width, leads, from, end, to);
		from = end;
	} while (from < table->columns);
	free(width);
}

void table_print(const struct table *table, FILE *to)
{
	table_print_parts(table, 0, INT_MAX, to);
}

/*
 * Print the row that starts at cell @row. Its cell @broken takes as many lines
 * as it needs, which begin at column @indent; the other cells are in the first.
 */
static void print_row_fit(const struct table *table, const int *width,
			  size_t row, size_t broken, int indent, FILE *to)
{
	const char *text = table->cells[row + broken];
	size_t length = wrap_length(text, width[broken]);

	for (size_t c = 0; c < table->columns; c++) {
		bool last = c + 1 == table->columns;
		char *begin = c == broken ? strndup(text, length) : NULL;

		print_cell(table, c, begin ? begin : table->cells[row + c],
			   width[c], last, to);
		free(begin);
	}
	for (text += length; *(text += strspn(text, " ")); text += length) {
		length = wrap_length(text, width[broken]);
		fprintf(to, "%*s%.*s\n", indent, "", (int)length, text);
	}
}

void table_print_fit(const struct table *table, size_t broken, int most,
		     FILE *to)
{
	int *width = column_widths(table);
	int others = 0, indent = 0;

	for (size_t c = 0; c < table->columns; c++) {
		if (c < broken)
			indent += width[c] + GAP;
		if (c != broken)
			others += width[c] + GAP;
	}
	if (width[broken] > most - others)
		width[broken] =
			most - others < FIT_LEAST ? FIT_LEAST : most - others;
	for (size_t row = 0; row + table->columns <= table->count;
	     row += table->columns)
		print_row_fit(table, width, row, broken, indent, to);
	free(width);
}

void table_free(struct table *table)
{
	if (!table)
		return;
	for (size_t i = 0; i < table->count; i++)
		free(table->cells[i]);
	free(table->cells);
	free(table);
}
