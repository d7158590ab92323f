// SPDX-License-Identifier: GPL-2.0-only
/* The tables of what the device does by itself as HTML: each cell is a row. */
#include "report/html_timed_tables.h"

#include <math.h>
#include <stdlib.h>

#include "print/timed_values.h"
#include "report/html.h"

static void write_value(FILE *file, const struct result_cell *cell,
			const struct value_column *value)
{
	double number = timed_number(cell, value);

	if (cell->failed) {
		fputs("<td class=\"bad\">failed</td>", file);
	} else if (isnan(number)) {
		fputs("<td class=\"gap\">\u2013</td>", file);
	} else if (timed_has_decimals(value, number)) {
		fprintf(file, "<td>%.4g</td>", number);
	} else {
		fputs("<td>", file);
		html_number(file, number, false);
		fputs("</td>", file);
	}
}

static void write_caption(FILE *file, const struct view *view,
			  const struct timed_columns *kind)
{
	fprintf(file, "<caption>Timed: %s, in %s.", kind->name,
		html_unit(view->result));
	for (size_t i = 0; i < kind->count; i++)
		if (kind->values[i]->meaning) {
			fprintf(file, " <b>%s</b>: ", kind->values[i]->name);
			html_text(file, kind->values[i]->meaning);
			putc('.', file);
		}
	fputs("</caption>\n", file);
}

static void write_cell_row(FILE *file, const struct view *view,
			   const struct timed_columns *kind,
			   const struct view_cell *cell)
{
	fputs("<tr><th scope=\"row\">", file);
	html_text(file, view->rows.at[cell->row]->text);
	fputs("</th><td class=\"words\">", file);
	html_text(file, view->columns.at[cell->column]->text);
	fputs("</td>", file);
	for (size_t i = 0; i < kind->count; i++)
		write_value(file, cell->cell, kind->values[i]);
	fputs("</tr>\n", file);
}

static void write_cells(FILE *file, const struct view *view,
			const struct timed_columns *kind,
			const struct block *block)
{
	size_t count;
	const struct view_cell **cells = view_block_cells(view, block, &count);

	if (*block->title) {
		fprintf(file,
			"<tr><th scope=\"rowgroup\" class=\"block\" "
			"colspan=\"%zu\">",
			kind->count + 2);
		html_text(file, block->title);
		fputs("</th></tr>\n", file);
	}
	for (size_t i = 0; i < count; i++)
		write_cell_row(file, view, kind, cells[i]);
	free(cells);
}

static void write_table(FILE *file, const struct view *view)
{
	struct timed_columns kind;

	timed_columns_make(&kind, view);
	fprintf(file,
		"<div class=\"wide tall\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"Table of what is timed as %s\"><table>\n",
		kind.name);
	write_caption(file, view, &kind);
	fputs("<thead><tr><th scope=\"col\"></th>"
	      "<th scope=\"col\">mode</th>",
	      file);
	for (size_t i = 0; i < kind.count; i++)
		fprintf(file, "<th scope=\"col\" class=\"num\">%s</th>",
			kind.values[i]->name);
	fputs("</tr></thead>\n<tbody>\n", file);
	for (size_t b = 0; b < view->block_count; b++)
		write_cells(file, view, &kind, &view->blocks[b]);
	fputs("</tbody></table></div>\n", file);
}

void html_timed_tables(FILE *file, const struct result *run)
{
	const struct cell_key *timed = cell_key_find("timed");

	for (size_t i = 0; cell_choice(timed, i); i++) {
		struct view view;

		if (i == TIMED_OPERATION)
			continue;
		view_make(&view, run, i);
		if (view.count)
			write_table(file, &view);
		view_free(&view);
	}
}
