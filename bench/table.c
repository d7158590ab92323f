/* SPDX-License-Identifier: GPL-2.0-only */
/* Text tables: cells are collected, then printed in columns that fit them. */
#include "table.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

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

/* A cell that memory does not suffice for is left out; its row shifts. */
void table_add(struct table *table, const char *format, ...)
{
	char **grown;
	va_list args;

	grown = realloc(table->cells, (table->count + 1) * sizeof(*grown));
	if (!grown)
		return;
	table->cells = grown;
	va_start(args, format);
	if (vasprintf(&grown[table->count], format, args) >= 0)
		table->count++;
	va_end(args);
}

static int column_width(const struct table *table, size_t column)
{
	size_t width = 0;

	for (size_t i = column; i < table->count; i += table->columns)
		if (strlen(table->cells[i]) > width)
			width = strlen(table->cells[i]);
	return (int)width;
}

void table_print(const struct table *table, FILE *to)
{
	int *width = must_alloc(table->columns, sizeof(*width));

	for (size_t c = 0; c < table->columns; c++)
		width[c] = column_width(table, c);
	for (size_t i = 0; i < table->count; i++) {
		size_t c = i % table->columns;
		bool last = c + 1 == table->columns || i + 1 == table->count;

		if (c >= table->right)
			fprintf(to, "%*s", width[c], table->cells[i]);
		else if (last)
			fputs(table->cells[i], to);
		else
			fprintf(to, "%-*s", width[c], table->cells[i]);
		fputs(last ? "\n" : "  ", to);
	}
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
