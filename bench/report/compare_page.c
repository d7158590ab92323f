// SPDX-License-Identifier: GPL-2.0-only
/* Writing the page of a comparison: the verdict first, and every cell last. */
#include "report/compare_page.h"

#include <stdlib.h>
#include <string.h>

#include "judge/mode_summary.h"
#include "lib/memory.h"
#include "print/compare_headline.h"
#include "print/compare_json.h"
#include "print/compare_parts.h"
#include "print/compare_row.h"
#include "print/json.h"
#include "report/change_plot.h"
#include "report/html.h"
#include "report/output.h"

#define HEADLINE_MAX 512

/* Write the lines that a function of the terminal prints. */
static void write_printed(FILE *file, const struct comparison *c,
			  void (*print)(const struct comparison *c, FILE *to))
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return;
	print(c, to);
	fclose(to);
	if (*text) {
		fputs("<pre>", file);
		html_text(file, text);
		fputs("</pre>\n", file);
	}
	free(text);
}

static void print_counts(const struct comparison *c, FILE *to)
{
	compare_print_counts(c, false, to);
	compare_print_shift(c, to);
}

static void print_skipped(const struct comparison *c, FILE *to)
{
	compare_print_skipped(c, true, to);
}

/* A change, and the cell that has it. */
static void write_extreme(FILE *file, const struct comparison *c,
			  const char *name, const struct compared_cell *cell)
{
	char percent[64], place[COMPARE_LABEL_MAX];

	compare_percent(cell, percent, sizeof(percent));
	compare_place(c, &cell->pair, place, sizeof(place));
	fprintf(file, "<td class=\"w\" data-m=\"%s\"><b>", name);
	html_text(file, percent);
	fputs("</b> ", file);
	html_text(file, place);
	fputs("</td>", file);
}

static void write_mode(FILE *file, const struct comparison *c,
		       const struct mode_summary *mode)
{
	fputs("<tr><th scope=\"row\">", file);
	html_text(file, mode->base);
	if (strcmp(mode->base, mode->fresh) != 0) {
		fputs(" \u2192 ", file);
		html_text(file, mode->fresh);
	}
	fprintf(file,
		"</th><td data-m=\"cells\">%zu</td><td "
		"data-m=\"worse\">%zu</td>"
		"<td data-m=\"better\">%zu</td>",
		mode->cells, mode->count[VERDICT_REGRESSED],
		mode->count[VERDICT_IMPROVED]);
	if (mode->least) {
		write_extreme(file, c, "least", mode->least);
		write_extreme(file, c, "most", mode->most);
	} else {
		fputs("<td class=\"w\">\u2013</td><td class=\"w\">\u2013</td>",
		      file);
	}
	fputs("</tr>\n", file);
}

static void write_modes(FILE *file, const struct comparison *c)
{
	struct mode_summaries *modes = mode_summaries_make(c);

	if (modes && modes->count) {
		fprintf(file,
			"<h3>By mode: %s</h3>\n<table class=\"fold\">\n"
			"<thead><tr><th scope=\"col\" class=\"w\">mode</th>"
			"<th scope=\"col\">cells</th>"
			"<th scope=\"col\">worse</th>"
			"<th scope=\"col\">better</th>"
			"<th scope=\"col\" class=\"w\">least</th>"
			"<th scope=\"col\" class=\"w\">most</th></tr></thead>\n"
			"<tbody>\n",
			c->costs ? "cost over none; of none itself, time"
				 : "time");
		for (size_t i = 0; i < modes->count; i++)
			write_mode(file, c, &modes->at[i]);
		fputs("</tbody></table>\n", file);
	}
	mode_summaries_free(modes);
}

static void write_answer(FILE *file, const struct comparison *c)
{
	char headline[HEADLINE_MAX];

	compare_headline(c, headline, sizeof(headline));
	fputs("<section aria-labelledby=\"answer\">\n"
	      "<h2 id=\"answer\">The answer</h2>\n"
	      "<ul class=\"answer\"><li>",
	      file);
	html_text(file, headline);
	fputs("</li></ul>\n", file);
	if (!comparison_unlike(c)) {
		write_printed(file, c, print_counts);
		write_modes(file, c);
	}
	fputs("</section>\n", file);
}

static void write_field(FILE *file, const char *name, const char *class,
			const char *text)
{
	fprintf(file, "<td%s data-m=\"%s\">", class, name);
	html_text(file, text);
	fputs("</td>", file);
}

static void write_row(FILE *file, const struct comparison *c,
		      const struct compared_cell *cell)
{
	struct compare_row row = compare_row_of(c, cell);
	bool worse = compared_has(cell, VERDICT_REGRESSED);

	fputs("<tr><th scope=\"row\">", file);
	html_text(file, row.cell);
	fputs("</th>", file);
	write_field(file, "verdict",
		    worse ? " class=\"w bad\"" : " class=\"w\"", row.verdict);
	write_field(file, "BASE", "", row.base);
	write_field(file, "NEW", "", row.fresh);
	write_field(file, "change", "", row.change);
	write_field(file, "notes", " class=\"w\"", row.notes);
	fputs("</tr>\n", file);
}

static void write_rows(FILE *file, const struct comparison *c)
{
	for (size_t g = 0; g < COMPARE_GROUPS; g++) {
		size_t count;
		const struct compared_cell **cells =
			compare_group(c, compare_groups[g], &count);

		for (size_t i = 0; i < count; i++)
			write_row(file, c, cells[i]);
		free(cells);
	}
}

static void write_cells(FILE *file, const struct comparison *c)
{
	char unit[80];

	compare_unit(c, unit, sizeof(unit));
	fputs("<section class=\"all\" aria-labelledby=\"cells\">\n"
	      "<h2 id=\"cells\">Every cell</h2>\n<p class=\"note\">In ",
	      file);
	html_text(file, unit);
	fputs(".</p>\n<form class=\"tools\" hidden></form>\n"
	      "<table class=\"cells\">\n<thead><tr>"
	      "<th scope=\"col\" class=\"w\">cell</th>"
	      "<th scope=\"col\" class=\"w\">verdict</th>"
	      "<th scope=\"col\">BASE</th><th scope=\"col\">NEW</th>"
	      "<th scope=\"col\">change</th>"
	      "<th scope=\"col\" "
	      "class=\"w\">notes</th></tr></thead>\n<tbody>\n",
	      file);
	write_rows(file, c);
	fputs("</tbody></table>\n", file);
	write_printed(file, c, print_skipped);
	fputs("</section>\n", file);
}

static void write_head(FILE *file, const struct comparison *c)
{
	fputs("<header>\n<h1>", file);
	html_text(file, c->base->runs[0]->plan);
	fputs(": BASE against NEW</h1>\n", file);
	write_printed(file, c, compare_print_sides);
	write_printed(file, c, compare_print_plans);
	fputs("</header>\n", file);
}

static void write_differences(FILE *file, const struct comparison *c)
{
	if (!c->environment->count)
		return;
	fputs("<section aria-labelledby=\"measured\">\n"
	      "<h2 id=\"measured\">What differs in the environment</h2>\n"
	      "<table class=\"pairs\">\n<tbody>\n",
	      file);
	for (size_t i = 0; i < c->environment->count; i++) {
		fputs("<tr><th scope=\"row\">", file);
		html_text(file, c->environment->at[i].name);
		fputs("</th><td>", file);
		html_text(file, c->environment->at[i].base);
		fputs(" \u2192 ", file);
		html_text(file, c->environment->at[i].fresh);
		fputs("</td></tr>\n", file);
	}
	fputs("</tbody></table>\n</section>\n", file);
}

static void write_page(FILE *file, const struct comparison *c,
		       const char *command, const struct page_frame *frame)
{
	page_frame_begin(file, frame, "BASE against NEW");
	write_head(file, c);
	write_answer(file, c);
	if (!comparison_unlike(c))
		change_plot(file, c);
	write_differences(file, c);
	fputs("<section aria-labelledby=\"repeat\">\n"
	      "<h2 id=\"repeat\">How to repeat it</h2>\n<pre>",
	      file);
	html_text(file, command);
	fputs("</pre>\n<p class=\"note\">The same as JSON is in "
	      "<a href=\"data/comparison.json\">data/comparison.json</a> "
	      "beside this page.</p>\n</section>\n",
	      file);
	if (!comparison_unlike(c))
		write_cells(file, c);
	page_frame_end(file, frame);
}

static int write_json(const char *folder, const struct comparison *c,
		      struct error *error)
{
	char *path = must_printf("%s/data/comparison.json", folder);
	FILE *file = output_begin(path, error);
	int ret = -1;

	if (file) {
		ret = json_print(compare_json(c), file, error);
		ret = output_finish(file, path, ret != 0, error);
	}
	free(path);
	return ret;
}

int compare_page_write(const char *folder, const struct comparison *c,
		       const char *command, const struct page_frame *frame,
		       struct error *error)
{
	char *path = must_printf("%s/index.html", folder);
	FILE *file = NULL;
	int ret = -1;

	if (!output_make_folder(folder, error) && !write_json(folder, c, error))
		file = output_begin(path, error);
	if (file) {
		write_page(file, c, command, frame);
		ret = output_finish(file, path, false, error);
	}
	free(path);
	return ret;
}
