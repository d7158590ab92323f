// SPDX-License-Identifier: GPL-2.0-only
/*
 * The overview as HTML: a table for each block, with a row for each activity, a
 * column for each mode, and a number in each field. The colour says how many
 * percent a mode adds; where a row is too narrow for its columns, the style
 * breaks it into lines.
 */
#include "report/html_overview.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/timed.h"
#include "lib/memory.h"
#include "report/figure_words.h"
#include "report/html.h"
#include "report/known_text.h"
#include "report/overview.h"
#include "report/page_anchor.h"

/* Above these percents a field has the next colour of the style. */
static const double steps[] = {1, 5, 20, 50, 100, 300};

#define STEPS (sizeof(steps) / sizeof(steps[0]))

/* Class "n1" is for the least columns; see the style. */
static size_t width_class(size_t columns)
{
	static const size_t most[] = {3, 5, 11, 16};
	size_t class = 0;

	while (class < sizeof(most) / sizeof(most[0]) && columns > most[class])
		class ++;
	return class + 1;
}

static const char *heat_class(double percent)
{
	static const char *const classes[STEPS + 1] = {"h0", "h1", "h2", "h3",
						       "h4", "h5", "h6"};
	size_t step = 0;

	if (percent <= -steps[0])
		return "hl";
	while (step < STEPS && percent >= steps[step])
		step++;
	return classes[step];
}

static void write_legend(FILE *file)
{
	fputs("<ul class=\"legend\" aria-label=\"Colours\">"
	      "<li><b class=\"hl\"></b>faster by 1 % or more</li>"
	      "<li><b class=\"h0\"></b>less than 1 %</li>",
	      file);
	for (size_t i = 0; i + 1 < STEPS; i++)
		fprintf(file, "<li><b class=\"h%zu\"></b>%g to %g %%</li>",
			i + 1, steps[i], steps[i + 1]);
	fprintf(file, "<li><b class=\"h%zu\"></b>%g %% or more</li></ul>\n",
		STEPS, steps[STEPS - 1]);
}

/* Write the start of a field, with its class, column and link. */
static void begin_field(FILE *file, const struct page *page,
			const struct overview *overview,
			const struct overview_cell *at, const char *class)
{
	char anchor[ANCHOR_MAX];

	page_anchor(page, at->run, at->cell, anchor);
	fprintf(file, "<td class=\"%s\" data-m=\"", class);
	html_text(file, overview->columns.at[at->column]->text);
	fprintf(file, "\"><a href=\"#%s\">", anchor);
}

static void write_cost(FILE *file, const struct page *page,
		       const struct overview *overview,
		       const struct overview_cell *at)
{
	const struct cell_interval *intervals =
		page->sections[at->run].intervals;
	double percent = at->cell->stats.over_none_pct;
	char text[KNOWN_TEXT_MAX];

	if (intervals && !isnan(intervals[at->cell->index].cost_pct.value))
		percent = intervals[at->cell->index].cost_pct.value;
	begin_field(file, page, overview, at, heat_class(percent));
	known_percent(at->cell, intervals, text);
	fprintf(file, "%s</a><small>", text);
	known_cost(at->cell, intervals, text);
	fprintf(file, "%s</small></td>", text);
}

/* A time of its own: of the baseline, or of what the device does. */
static void write_time(FILE *file, const struct page *page,
		       const struct overview *overview,
		       const struct overview_cell *at)
{
	const struct cell_stats *stats = &at->cell->stats;
	bool gave_up = stats->gave_up_per_op > 0;
	char text[SHORT_TEXT_MAX];

	begin_field(file, page, overview, at, gave_up ? "bad" : "none");
	time_text(stats->p50, text);
	if (gave_up && stats->gave_up_per_op >= 0.5)
		fprintf(file, "never</a><small>gave up after %s</small></td>",
			text);
	else if (gave_up)
		fprintf(file, "%s</a><small>%.2g gave up</small></td>", text,
			stats->gave_up_per_op);
	else
		fprintf(file, "%s</a></td>", text);
}

static void write_field(FILE *file, const struct page *page,
			const struct overview *overview,
			const struct overview_cell *at)
{
	const struct cell_stats *stats = &at->cell->stats;
	bool cost = at->cell->cell.timed == TIMED_OPERATION &&
		    !isnan(stats->over_none_pct);

	if (at->cell->failed) {
		begin_field(file, page, overview, at, "bad");
		fputs("failed</a></td>", file);
	} else if (isnan(stats->p50)) {
		begin_field(file, page, overview, at, "gap");
		fputs("no sample</a></td>", file);
	} else if (cost && strcmp(at->cell->cell.mode, "none") != 0) {
		write_cost(file, page, overview, at);
	} else {
		write_time(file, page, overview, at);
	}
}

/* "placement far, device_ns 5us" in words. */
static void write_title(FILE *file, const char *title)
{
	char *text = must_printf("%s", title);
	char *rest, *part = strtok_r(text, ",", &rest);
	bool more = false;

	for (; part; part = strtok_r(NULL, ",", &rest)) {
		char *key = part + strspn(part, " ");
		char *value = strchr(key, ' ');
		char *words;

		if (value)
			*value++ = '\0';
		words = key_words(key, value ? value : "");
		fputs(more ? ", " : "", file);
		html_text(file, words);
		free(words);
		more = true;
	}
	free(text);
}

/* The columns that a block has: a list of their numbers, ascending. */
static size_t find_columns(const struct overview *overview, size_t from,
			   size_t to, size_t *columns)
{
	bool *used = must_alloc(overview->columns.count, sizeof(*used));
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		used[overview->cells[i].column] = true;
	for (size_t i = 0; i < overview->columns.count; i++)
		if (used[i])
			columns[count++] = i;
	free(used);
	return count;
}

static void write_head(FILE *file, const struct overview *overview,
		       const struct page *page, const size_t *columns,
		       size_t count)
{
	fprintf(file, "<thead><tr><th scope=\"col\" class=\"w\">%s</th>",
		page->count > 1 ? "run" : "");
	for (size_t i = 0; i < count; i++) {
		fputs("<th scope=\"col\">", file);
		html_text(file, overview->columns.at[columns[i]]->text);
		fputs("</th>", file);
	}
	fputs("</tr></thead>\n<tbody>\n", file);
}

/* Write the row of one run, which begins at cell @from; return its end. */
static size_t write_row(FILE *file, const struct page *page,
			const struct overview *overview, size_t from, size_t to,
			const size_t *columns, size_t count)
{
	const struct overview_cell *first = &overview->cells[from];
	const char *mark = page->sections[first->run].mark;
	bool more = from && first[-1].row == first->row &&
		    first[-1].block == first->block;

	fprintf(file, "<tr%s><th scope=\"row\">",
		more ? " class=\"more\"" : "");
	html_text(file, overview->rows.at[first->row]->text);
	fprintf(file, "%s%s</th>", *mark ? " " : "", mark);
	for (size_t i = 0; i < count; i++) {
		const struct overview_cell *at = &overview->cells[from];

		if (from < to && at->row == first->row &&
		    at->run == first->run && at->column == columns[i]) {
			write_field(file, page, overview, at);
			from++;
		} else {
			fputs("<td class=\"gap\" data-m=\"", file);
			html_text(file, overview->columns.at[columns[i]]->text);
			fputs("\">\u2013</td>", file);
		}
	}
	fputs("</tr>\n", file);
	return from;
}

static void write_block(FILE *file, const struct page *page,
			const struct overview *overview, size_t from, size_t to)
{
	size_t *columns = must_alloc(overview->columns.count, sizeof(*columns));
	size_t count = find_columns(overview, from, to, columns);
	const struct overview_cell *first = &overview->cells[from];
	const char *title = overview->blocks.at[first->block]->text;
	bool known = page->sections[first->run].intervals;

	/* An interval takes more room. */
	fprintf(file, "<table class=\"heat n%zu%s\">\n",
		width_class(known ? count + count / 2 : count),
		known ? " known" : "");
	if (*title) {
		fputs("<caption>", file);
		write_title(file, title);
		fputs("</caption>\n", file);
	}
	write_head(file, overview, page, columns, count);
	while (from < to) {
		size_t next = write_row(file, page, overview, from, to, columns,
					count);

		/* Two cells of one name: the second is in the table below. */
		from = next > from ? next : from + 1;
	}
	fputs("</tbody></table>\n", file);
	free(columns);
}

static void write_kind(FILE *file, const struct page *page, uint64_t timed)
{
	struct overview overview;
	size_t from = 0;

	overview_make(&overview, page, timed);
	if (overview.count && timed != TIMED_OPERATION)
		fprintf(file,
			"<h3>Time of %s, which the device does by itself"
			"</h3>\n",
			timed_at(timed)->name);
	fputs(overview.count ? "<div class=\"maps\">\n" : "", file);
	while (from < overview.count) {
		size_t to = from;

		while (to < overview.count &&
		       overview.cells[to].block == overview.cells[from].block)
			to++;
		write_block(file, page, &overview, from, to);
		from = to;
	}
	fputs(overview.count ? "</div>\n" : "", file);
	overview_free(&overview);
}

static bool has_operations(const struct page *page)
{
	for (size_t r = 0; r < page->count; r++)
		for (size_t i = 0; i < page->sections[r].run->count; i++)
			if (page->sections[r].run->cells[i].cell.timed ==
			    TIMED_OPERATION)
				return true;
	return false;
}

void html_overview(FILE *file, const struct page *page)
{
	const struct cell_key *timed = cell_key_find("timed");

	fputs("<section aria-labelledby=\"overview\">\n"
	      "<h2 id=\"overview\">Overview</h2>\n",
	      file);
	if (has_operations(page)) {
		fputs("<p class=\"note\">Each field is one cell: what a mode "
		      "adds to the median of one operation, in percent of "
		      "the same operation without a device (<code>none</code>,"
		      " whose time is shown), and below it in ",
		      file);
		fputs(html_unit(page->sections[0].run), file);
		fputs(". A number leads to its row with all values.</p>\n",
		      file);
		write_legend(file);
	}
	for (uint64_t i = 0; cell_choice(timed, i); i++)
		write_kind(file, page, i);
	fputs("</section>\n", file);
}
