// SPDX-License-Identifier: GPL-2.0-only
/*
 * The headline table of a run as HTML: workloads are rows, modes are columns.
 */
#include "report/html_headline_table.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "report/headline_grid.h"
#include "report/html.h"

#define DENSE_MODES 7 /* a table with more modes is dense */

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
		html_number(file, stats->p50, false);
		fputs("</b>", file);
		if (!baseline)
			fputs(" <span class=\"pct\">no baseline</span>", file);
		return;
	}
	fputs("<b>", file);
	html_number(file, stats->over_none, true);
	fputs("</b>", file);
	write_percent(file, stats->over_none_pct);
}

static void write_cell(FILE *file, const struct headline_grid *grid,
		       size_t cell)
{
	const struct result_cell *at = &grid->run->cells[cell];
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

static void write_head(FILE *file, const struct headline_grid *grid)
{
	fputs("<thead><tr>", file);
	for (size_t i = 0; i < grid->leads; i++) {
		fputs("<th scope=\"col\">", file);
		html_text(file, grid->lead[i].name);
		fputs("</th>", file);
	}
	for (size_t i = 0; i < grid->modes.count; i++) {
		const char *mode = grid->modes.values[i].text;

		fputs("<th scope=\"col\" class=\"num\">", file);
		html_text(file, mode);
		if (!strcmp(mode, "none"))
			fputs("<br><small>baseline</small>", file);
		fputs("</th>", file);
	}
	fputs("</tr></thead>\n", file);
}

static void write_lead(FILE *file, const struct headline_grid *grid, size_t row,
		       size_t lead)
{
	char text[COLUMN_TEXT_MAX];

	column_text(grid->run, row, &grid->lead[lead], text, sizeof(text));
	if (!column_applies(grid->run, row, &grid->lead[lead]))
		snprintf(text, sizeof(text), "any");
	fputs("<th scope=\"row\">", file);
	html_text(file, text);
	fputs("</th>", file);
}

static void write_row(FILE *file, const struct headline_grid *grid, size_t row)
{
	fputs("<tr>", file);
	for (size_t i = 0; i < grid->leads; i++)
		write_lead(file, grid, row, i);
	for (size_t mode = 0; mode < grid->modes.count; mode++) {
		size_t cell = headline_grid_find(grid, row, mode);

		if (cell == SIZE_MAX)
			fputs("<td class=\"gap\">\u2013</td>", file);
		else
			write_cell(file, grid, cell);
	}
	fputs("</tr>\n", file);
}

void html_headline_table(FILE *file, const struct result *run)
{
	struct headline_grid grid;

	headline_grid_make(&grid, run);
	if (grid.count) {
		fputs("<div class=\"wide tall\" tabindex=\"0\" "
		      "role=\"region\" "
		      "aria-label=\"Table of all operations\">",
		      file);
		/* With many modes, columns are narrow and rows are high. */
		fputs(grid.modes.count > DENSE_MODES
			      ? "<table class=\"dense\">\n"
			      : "<table>\n",
		      file);
		fprintf(file,
			"<caption>Median latency of one operation in %s: "
			"absolute for the baseline <code>none</code>, for each "
			"mode what it adds to the baseline, and below it "
			"callbacks / spurious callbacks / invalidations per "
			"operation.</caption>\n",
			html_unit(run));
		write_head(file, &grid);
		fputs("<tbody>\n", file);
		for (size_t i = 0; i < grid.rows; i++)
			write_row(file, &grid, grid.row[i]);
		fputs("</tbody></table></div>\n", file);
	}
	headline_grid_free(&grid);
}
