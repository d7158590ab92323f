// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "print/timed_values.h"
#include "report/html_table.h"
#include "report/html.h"

#define LEAD_MAX    24
#define DENSE_MODES 7

/* What names a row: the workload, and all other keys that vary but for the
 * mode. */
struct table {
	const struct result *run;
	size_t count;
	size_t *cells; /* those that time the workload's operations */
	size_t leads;
	struct column lead[LEAD_MAX];
	struct axis modes;
	size_t rows;
	size_t *row; /* a cell of each row that all leads apply to */
};

static bool is_lead(const struct column *column, bool varies)
{
	if (!strcmp(column->name, "workload"))
		return true;
	return varies && strcmp(column->name, "mode") != 0 &&
	       strcmp(column->name, "ops") != 0 &&
	       strcmp(column->name, "warmup") != 0;
}

static void find_leads(struct table *table)
{
	for (size_t i = 0; cell_keys[i].name; i++) {
		struct column column;

		column_find(&column, cell_keys[i].name);
		if (table->leads < LEAD_MAX &&
		    is_lead(&column, column_varies(table->run, table->cells,
						   table->count, &column)))
			table->lead[table->leads++] = column;
	}
}

/* Whether a cell may stand in the row of another. */
static bool is_in_row(const struct table *table, size_t cell, size_t row)
{
	for (size_t i = 0; i < table->leads; i++) {
		const struct column *lead = &table->lead[i];

		if (column_applies(table->run, cell, lead) &&
		    column_applies(table->run, row, lead) &&
		    column_number(table->run, cell, lead) !=
			    column_number(table->run, row, lead))
			return false;
	}
	return true;
}

static size_t leads_applying(const struct table *table, size_t cell)
{
	size_t count = 0;

	for (size_t i = 0; i < table->leads; i++)
		count += column_applies(table->run, cell, &table->lead[i]);
	return count;
}

/*
 * A row for each combination, beginning with the cells that say most: one whose
 * mode has no chunks or no device joins the rows of those that have.
 */
static void find_rows(struct table *table)
{
	table->row = must_alloc(table->count, sizeof(*table->row));
	for (size_t applying = table->leads + 1; applying-- > 0;)
		for (size_t c = 0; c < table->count; c++) {
			size_t cell = table->cells[c];
			bool found = leads_applying(table, cell) != applying;

			for (size_t i = 0; i < table->rows && !found; i++)
				found = is_in_row(table, cell, table->row[i]);
			if (!found)
				table->row[table->rows++] = cell;
		}
}

static int compare_rows(const struct table *table, size_t a, size_t b)
{
	for (size_t i = 0; i < table->leads; i++) {
		double x = column_number(table->run, a, &table->lead[i]);
		double y = column_number(table->run, b, &table->lead[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

/* By insertion: rows are few and mostly in order already. */
static void sort_rows(struct table *table)
{
	for (size_t i = 1; i < table->rows; i++)
		for (size_t j = i;
		     j > 0 &&
		     compare_rows(table, table->row[j - 1], table->row[j]) > 0;
		     j--) {
			size_t row = table->row[j];

			table->row[j] = table->row[j - 1];
			table->row[j - 1] = row;
		}
}

static void table_make(struct table *table, const struct result *run)
{
	memset(table, 0, sizeof(*table));
	table->run = run;
	table->cells = must_alloc(run->count, sizeof(*table->cells));
	for (size_t i = 0; i < run->count; i++)
		if (run->cells[i].cell.timed == TIMED_OPERATION)
			table->cells[table->count++] = i;
	find_leads(table);
	column_find(&table->modes.column, "mode");
	axis_collect(&table->modes, run, table->cells, table->count);
	find_rows(table);
	sort_rows(table);
}

static void table_free(struct table *table)
{
	axis_free(&table->modes);
	free(table->row);
	free(table->cells);
}

/* "12,345", with a sign if wanted: thousands must be seen at a glance. */
static void write_number(FILE *file, double number, bool sign)
{
	char digits[32];
	size_t length;

	snprintf(digits, sizeof(digits), "%.0f", fabs(number));
	length = strlen(digits);
	if (strcmp(digits, "0") && (number < 0 || sign))
		fputs(number < 0 ? "\u2212" : "+", file);
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			putc(',', file);
		putc(digits[i], file);
	}
}

static void write_percent(FILE *file, double percent)
{
	fputs(" <span class=\"pct\">", file);
	if (fabs(percent) < 0.05)
		fputs("0", file);
	else
		fprintf(file, "%s%.*f", percent < 0 ? "\u2212" : "+",
			fabs(percent) < 9.95 ? 1 : 0, fabs(percent));
	fputs("\u00a0%</span>", file);
}

static void write_cost(FILE *file, const struct cell_stats *stats,
		       bool baseline)
{
	if (baseline || isnan(stats->over_none)) {
		fputs("<b>", file);
		write_number(file, stats->p50, false);
		fputs("</b>", file);
		if (!baseline)
			fputs(" <span class=\"pct\">no baseline</span>", file);
		return;
	}
	fputs("<b>", file);
	write_number(file, stats->over_none, true);
	fputs("</b>", file);
	write_percent(file, stats->over_none_pct);
}

static void write_cell(FILE *file, const struct table *table, size_t cell)
{
	const struct result_cell *at = &table->run->cells[cell];
	bool baseline = !strcmp(at->cell.mode, "none");

	if (at->failed) {
		fputs("<td class=\"bad\">failed</td>", file);
		return;
	}
	if (isnan(at->stats.p50)) {
		fputs("<td class=\"gap\">no sample</td>", file);
		return;
	}
	fprintf(file, "<td%s>", baseline ? " class=\"base\"" : "");
	write_cost(file, &at->stats, baseline);
	if (!baseline)
		fprintf(file, "<br><small>%.4g / %.4g / %.4g</small>",
			at->stats.callbacks_per_op, at->stats.spurious_per_op,
			at->stats.invalidations_per_op);
	fputs("</td>", file);
}

static void write_head(FILE *file, const struct table *table)
{
	fputs("<thead><tr>", file);
	for (size_t i = 0; i < table->leads; i++) {
		fputs("<th scope=\"col\">", file);
		html_text(file, table->lead[i].name);
		fputs("</th>", file);
	}
	for (size_t i = 0; i < table->modes.count; i++) {
		const char *mode = table->modes.values[i].text;

		fputs("<th scope=\"col\" class=\"num\">", file);
		html_text(file, mode);
		if (!strcmp(mode, "none"))
			fputs("<br><small>baseline</small>", file);
		fputs("</th>", file);
	}
	fputs("</tr></thead>\n", file);
}

static void write_lead(FILE *file, const struct table *table, size_t row,
		       size_t lead)
{
	char text[COLUMN_TEXT_MAX];

	column_text(table->run, row, &table->lead[lead], text, sizeof(text));
	if (!column_applies(table->run, row, &table->lead[lead]))
		snprintf(text, sizeof(text), "any");
	fputs("<th scope=\"row\">", file);
	html_text(file, text);
	fputs("</th>", file);
}

static void write_row(FILE *file, const struct table *table, size_t row)
{
	fputs("<tr>", file);
	for (size_t i = 0; i < table->leads; i++)
		write_lead(file, table, row, i);
	for (size_t mode = 0; mode < table->modes.count; mode++) {
		size_t c = 0;

		while (c < table->count &&
		       (column_number(table->run, table->cells[c],
				      &table->modes.column) !=
				table->modes.values[mode].number ||
			!is_in_row(table, table->cells[c], row)))
			c++;
		if (c == table->count)
			fputs("<td class=\"gap\">\u2013</td>", file);
		else
			write_cell(file, table, table->cells[c]);
	}
	fputs("</tr>\n", file);
}

static const char *table_unit(const struct result *run)
{
	return strcmp(run->unit, "vns") ? "ns" : "virtual ns (instructions)";
}

static void write_headline(FILE *file, const struct result *run)
{
	struct table table;

	table_make(&table, run);
	if (table.count) {
		fputs("<div class=\"wide tall\" tabindex=\"0\" "
		      "role=\"region\" "
		      "aria-label=\"Table of all operations\">",
		      file);
		/* Of many modes, each takes less room across and more down. */
		fputs(table.modes.count > DENSE_MODES
			      ? "<table class=\"dense\">\n"
			      : "<table>\n",
		      file);
		fprintf(file,
			"<caption>Median latency of one operation in %s: "
			"absolute for the baseline <code>none</code>, for each "
			"mode what it adds to the baseline, and below it "
			"callbacks / spurious callbacks / invalidations per "
			"operation.</caption>\n",
			table_unit(run));
		write_head(file, &table);
		fputs("<tbody>\n", file);
		for (size_t i = 0; i < table.rows; i++)
			write_row(file, &table, table.row[i]);
		fputs("</tbody></table></div>\n", file);
	}
	table_free(&table);
}

static void write_value(FILE *file, const struct result_cell *cell,
			const struct timed_value *value)
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
		write_number(file, number, false);
		fputs("</td>", file);
	}
}

static void write_kind_caption(FILE *file, const struct view *view,
			       const struct timed_kind *kind)
{
	fprintf(file, "<caption>Timed: %s, in %s.", kind->name,
		table_unit(view->result));
	for (size_t i = 0; i < kind->count; i++)
		if (kind->values[i]->meaning) {
			fprintf(file, " <b>%s</b>: ", kind->values[i]->name);
			html_text(file, kind->values[i]->meaning);
			putc('.', file);
		}
	fputs("</caption>\n", file);
}

static void write_cell_row(FILE *file, const struct view *view,
			   const struct timed_kind *kind,
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
			const struct timed_kind *kind, const struct block *block)
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

/* As `mnbench show` has it: what the device does by itself has no baseline. */
static void write_kind(FILE *file, const struct view *view)
{
	struct timed_kind kind;

	timed_kind_make(&kind, view);
	fprintf(file,
		"<div class=\"wide tall\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"Table of what is timed as %s\"><table>\n",
		kind.name);
	write_kind_caption(file, view, &kind);
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

void table_write(FILE *file, const struct result *run)
{
	const struct cell_key *timed = cell_key_find("timed");

	write_headline(file, run);
	for (size_t i = 0; timed->choices[i]; i++) {
		struct view view;

		if (i == TIMED_OPERATION)
			continue;
		view_make(&view, run, i);
		if (view.count)
			write_kind(file, &view);
		view_free(&view);
	}
}
