// SPDX-License-Identifier: GPL-2.0-only
/* Printing what a run with looks decided of its cells. */
#include "print/decisions.h"

#include "print/table.h"
#include "print/text.h"
#include "result/cell_decision.h"

static double percent(double ratio)
{
	return 100 * (ratio - 1);
}

static void add_row(struct table *table, const struct result_cell *cell,
		    const struct cell_decision *decision)
{
	char text[256];

	cell_describe(&cell->cell, text, sizeof(text));
	table_add(table, "%s", text);
	table_add(table, "%zu", decision->samples);
	if (!decision->look || !decision->verdict) {
		table_add(table, TABLE_NOTHING);
		table_add(table, "%s", cell->failed ? "failed" : "undecided");
		table_add(table, TABLE_NOTHING);
		return;
	}
	table_add(table, "%zu", decision->look);
	table_add(table, "%s", decision->verdict);
	table_add(table, "%+.1f%% [%+.1f, %+.1f]", percent(decision->ratio),
		  percent(decision->low), percent(decision->high));
}

/* The cells with a row, or those of them that are decided. */
static size_t count(const struct result *result, bool decided)
{
	struct cell_decision decision;
	size_t n = 0;

	for (size_t i = 0; i < result->count; i++)
		n += cell_decision_read(&decision, &result->cells[i]) &&
		     (!decided || decision.look);
	return n;
}

void decisions_print(const struct result *result, int width, FILE *to)
{
	struct cell_decision decision;
	struct table *table;

	if (!result_looks(result))
		return;
	table = table_new(5, 1);
	table_add(table, "mode against none");
	table_add(table, "samples");
	table_add(table, "look");
	table_add(table, "verdict");
	table_add(table, "time");
	for (size_t i = 0; i < result->count; i++)
		if (cell_decision_read(&decision, &result->cells[i]))
			add_row(table, &result->cells[i], &decision);
	fputc('\n', to);
	print_text(to,
		   "Measured until decided, with at most %zu samples a cell "
		   "and %zu looks: %zu of %zu cells are decided.\n",
		   result_samples_max(result), result_looks(result),
		   count(result, true), count(result, false));
	table_print_fit(table, 0, width, to);
	table_free(table);
}
