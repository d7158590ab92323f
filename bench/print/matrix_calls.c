// SPDX-License-Identifier: GPL-2.0-only
/* Printing the notifier calls of workloads on several kernels. */
#include "print/matrix_calls.h"

#include <string.h>

#include "print/matrix_names.h"
#include "print/numbers.h"
#include "print/table.h"
#include "print/text.h"
#include "workload.h"

#define NAME_MAX_LENGTH 256
#define COUNTING_MODE   "global"

static bool counts_calls(const struct matrix_row *row)
{
	return strcmp(row->cell->mode, COUNTING_MODE) == 0;
}

/* Whether two kernels that have the cell count different calls. */
static bool differs(const struct matrix *m, const struct matrix_row *row)
{
	const struct result_cell *first = NULL;

	for (size_t c = 0; c < m->columns; c++) {
		if (!row->at[c])
			continue;
		if (first && first->stats.callbacks_per_op !=
				     row->at[c]->stats.callbacks_per_op)
			return true;
		first = row->at[c];
	}
	return false;
}

static void add_function(struct table *table, const struct matrix_row *row)
{
	const struct workload *workload = workload_find(row->cell->workload);
	const char *text = TABLE_NOTHING;

	if (workload && workload->measured)
		text = "measured, not predicted";
	else if (workload)
		text = workload->function ? workload->function : "makes none";
	table_add(table, "%s", text);
}

static void add_row(struct table *table, const struct matrix *m,
		    const struct matrix_row *row, const struct row_keys *keys)
{
	char text[NAME_MAX_LENGTH];

	row_place(keys, row->cell, text, sizeof(text));
	table_add(table, "%s%s", text, differs(m, row) ? " *" : "");
	for (size_t c = 0; c < m->columns; c++) {
		strcpy(text, TABLE_NOTHING);
		if (row->at[c])
			format_rate(row->at[c]->stats.callbacks_per_op, text,
				    sizeof(text));
		table_add(table, "%s", text);
	}
	add_function(table, row);
}

void matrix_calls(const struct matrix *m, int width, FILE *to)
{
	const struct row_keys keys = matrix_keys(m);
	struct table *table = table_new(2 + m->columns, 2 + m->columns);
	char name[NAME_MAX_LENGTH];

	table_add(table, "%s", "workload");
	for (size_t c = 0; c < m->columns; c++) {
		matrix_column_name(m, c, name, sizeof(name));
		table_add(table, "%s", name);
	}
	table_add(table, "%s", "function of the kernel");
	for (size_t i = 0; i < m->count; i++)
		if (counts_calls(&m->rows[i]))
			add_row(table, m, &m->rows[i], &keys);
	table_print_fit(table, 1 + m->columns, width, to);
	table_free(table);
	fputc('\n', to);
	print_text(to, "Calls of invalidate_range_start in one operation, as "
		       "mode " COUNTING_MODE " counted them. -: the kernel "
		       "cannot do that, or its cell failed. *: kernels "
		       "differ.\n");
}
