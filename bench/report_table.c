/* SPDX-License-Identifier: GPL-2.0-only */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report_page.h"
#include "report_table.h"

#define LEAD_MAX 24

/* What names a row: the workload, and all other keys that vary but for the
 * mode. */
struct table {
	const struct result *run;
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

static void find_leads(struct table *table, const size_t *cells)
{
	for (size_t i = 0; cell_keys[i].name; i++) {
		struct column column;

		column_find(&column, cell_keys[i].name);
		if (table->leads < LEAD_MAX &&
		    is_lead(&column, column_varies(table->run, cells,
						   table->run->count, &column)))
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
	table->row = must_alloc(table->run->count, sizeof(*table->row));
	for (size_t applying = table->leads + 1; applying-- > 0;)
		for (size_t cell = 0; cell < table->run->count; cell++) {
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
	size_t *cells = must_alloc(run->count, sizeof(*cells));

	memset(table, 0, sizeof(*table));
	table->run = run;
	for (size_t i = 0; i < run->count; i++)
		cells[i] = i;
	find_leads(table, cells);
	column_find(&table->modes.column, "mode");
	axis_collect(&table->modes, run, cells, run->count);
	find_rows(table);
	sort_rows(table);
	free(cells);
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
		size_t cell = 0;

		while (cell < table->run->count &&
		       (column_number(table->run, cell, &table->modes.column) !=
				table->modes.values[mode].number ||
			!is_in_row(table, cell, row)))
			cell++;
		if (cell == table->run->count)
			fputs("<td class=\"gap\">\u2013</td>", file);
		else
			write_cell(file, table, cell);
	}
	fputs("</tr>\n", file);
}

void table_write(FILE *file, const struct result *run)
{
	struct table table;

	table_make(&table, run);
	fputs("<div class=\"wide tall\" tabindex=\"0\" role=\"region\" "
	      "aria-label=\"Table of all cells\"><table>\n",
	      file);
	fputs("<caption>Median latency of one operation in ", file);
	fputs(!strcmp(run->unit, "vns") ? "virtual ns (instructions)" : "ns",
	      file);
	fputs(": absolute for the baseline <code>none</code>, for each mode "
	      "what "
	      "it adds to the baseline, and below it callbacks / spurious "
	      "callbacks / invalidations per operation.</caption>\n",
	      file);
	write_head(file, &table);
	fputs("<tbody>\n", file);
	for (size_t i = 0; i < table.rows; i++)
		write_row(file, &table, table.row[i]);
	fputs("</tbody></table></div>\n", file);
	axis_free(&table.modes);
	free(table.row);
}
