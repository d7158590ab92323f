// SPDX-License-Identifier: GPL-2.0-only
/* Collecting combinations of values, and naming them. */
#include "report/tuples.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

int tuple_compare(const void *a, const void *b)
{
	const struct tuple *x = a, *y = b;

	for (size_t i = 0; i < TUPLE_COLUMNS_MAX; i++)
		if (x->number[i] != y->number[i])
			return x->number[i] < y->number[i] ? -1 : 1;
	return 0;
}

void tuple_of(struct tuple *tuple, const struct tuples *tuples,
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

void tuples_collect(struct tuples *tuples, const struct result *run,
		    const struct cell_list *cells, bool applying)
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

bool tuple_has(const struct tuples *tuples, const struct tuple *tuple,
	       const struct result *run, size_t cell)
{
	for (size_t i = 0; i < tuples->columns; i++)
		if (column_applies(run, cell, &tuples->column[i]) &&
		    column_number(run, cell, &tuples->column[i]) !=
			    tuple->number[i])
			return false;
	return true;
}

void value_label(const struct result *run, size_t cell,
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

char *tuple_label(const struct tuples *tuples, const struct tuple *tuple,
		  const struct result *run)
{
	char *label = must_printf("%s", "");

	for (size_t i = 0; i < tuples->columns; i++) {
		char text[2 * COLUMN_TEXT_MAX];
		char *longer;

		value_label(run, tuple->cell, &tuples->column[i], text,
			    sizeof(text));
		longer = must_printf("%s%s%s", label, i ? ", " : "", text);
		free(label);
		label = longer;
	}
	return label;
}
