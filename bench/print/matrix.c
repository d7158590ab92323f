// SPDX-License-Identifier: GPL-2.0-only
/* Printing one plan on several kernels. */
#include "print/matrix.h"

#include <math.h>
#include <string.h>

#include "print/matrix_names.h"
#include "print/matrix_steps.h"
#include "print/numbers.h"
#include "print/table.h"
#include "print/text.h"

#define NAME_MAX_LENGTH 256

static void add_row(struct table *table, const struct matrix *m,
		    const struct matrix_row *row, const struct row_keys *keys)
{
	char name[NAME_MAX_LENGTH], value[64];

	row_place(keys, row->cell, name, sizeof(name));
	table_add(table, "%s", name);
	table_add(table, "%s", row->cell->mode);
	for (size_t c = 0; c < m->columns; c++) {
		strcpy(value, TABLE_NOTHING);
		if (!isnan(row->value[c]))
			format_units(row->value[c], !row->baseline, value,
				     sizeof(value));
		table_add(table, "%s", value);
	}
}

static void print_table(const struct matrix *m, int width, FILE *to)
{
	const struct row_keys keys = matrix_keys(m);
	struct table *table = table_new(2 + m->columns, 2);
	char name[NAME_MAX_LENGTH];

	table_add(table, "%s", "");
	table_add(table, "%s", "mode");
	for (size_t c = 0; c < m->columns; c++) {
		matrix_column_name(m, c, name, sizeof(name));
		table_add(table, "%s", name);
	}
	for (size_t i = 0; i < m->count; i++)
		add_row(table, m, &m->rows[i], &keys);
	table_print_parts(table, 2, width, to);
	table_free(table);
}

void matrix_text(const struct matrix *m, bool all, int width, FILE *to)
{
	for (size_t c = 0; c < m->columns; c++)
		if (!m->column[c].first)
			matrix_print_step(m, c, all, to);
	fputc('\n', to);
	print_table(m, width, to);
	fputc('\n', to);
	print_text(to,
		   "none: time of an operation. Other modes: what they add "
		   "to it. Unit: %s.\n",
		   m->column[0].run->unit);
	for (size_t c = 0; c < m->columns; c++) {
		char name[NAME_MAX_LENGTH];

		matrix_column_name(m, c, name, sizeof(name));
		print_text(to, "%s: kernel %s, %s, %s\n", name,
			   m->column[c].run->kernel, m->column[c].architecture,
			   m->column[c].run->path);
	}
	if (m->architectures > 1)
		print_text(to, "An instruction of one architecture is not one "
			       "of another: compare along kernels.\n");
}
