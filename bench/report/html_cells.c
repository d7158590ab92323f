// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of all cells as HTML: one for each kind of what is timed, with a
 * row for each cell of each run. The script of the page sorts and filters them.
 */
#include "report/html_cells.h"

#include <math.h>
#include <string.h>

#include "print/timed_values.h"
#include "report/cell_values.h"
#include "report/html.h"
#include "report/page_anchor.h"

/* Write a field that belongs to the column @name. */
static void begin_field(FILE *file, const char *name, const char *class)
{
	fprintf(file, "<td%s data-m=\"", class);
	html_text(file, name);
	fputs("\">", file);
}

static void write_value(FILE *file, const struct result_cell *cell,
			const struct cell_interval *intervals,
			const struct cell_value *value)
{
	char text[KNOWN_TEXT_MAX];
	bool failed = cell->failed && value->is_time;

	cell_value_text(cell, intervals, value, text);
	begin_field(file, value->name, failed ? " class=\"bad\"" : "");
	fputs(failed ? "failed" : text, file);
	fputs("</td>", file);
}

/* "far, device 5us": without the word that each row would repeat. */
static void write_part(FILE *file, const char *text)
{
	static const char *const keys[][2] = {
		{"placement ", ""},
		{"device_ns ", "device "},
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strncmp(text, keys[i][0], strlen(keys[i][0]))) {
			fputs(keys[i][1], file);
			text += strlen(keys[i][0]);
			break;
		}
	html_text(file, text);
}

/* The place and the device of a cell, in as many words as vary. */
static void write_where(FILE *file, const struct view *view,
			const struct view_cell *at)
{
	const char *place = view->places.at[at->place]->text;

	write_part(file, place);
	if (at->device == NO_DEVICE || !*view->devices.at[at->device]->text)
		return;
	fputs(*place ? ", " : "", file);
	write_part(file, view->devices.at[at->device]->text);
}

static void write_row(FILE *file, const struct page *page, size_t run,
		      const struct view *view, const struct view_cell *at,
		      const struct cell_values *values)
{
	char anchor[ANCHOR_MAX];
	const char *row = view->rows.at[at->row]->text;

	page_anchor(page, run, at->cell, anchor);
	fprintf(file, "<tr id=\"%s\"><th scope=\"row\"><a href=\"#%s\">",
		anchor, anchor);
	html_text(file, *row ? row : at->cell->cell.workload);
	fputs("</a></th>", file);
	begin_field(file, "mode", " class=\"w\"");
	html_text(file, view->columns.at[at->column]->text);
	fputs("</td>", file);
	begin_field(file, "where", " class=\"w\"");
	write_where(file, view, at);
	fputs("</td>", file);
	if (page->count > 1) {
		begin_field(file, "run", " class=\"w\"");
		fprintf(file, "%s</td>", page->sections[run].mark);
	}
	for (size_t i = 0; i < values->count; i++)
		write_value(file, at->cell, page->sections[run].intervals,
			    &values->at[i]);
	fputs("</tr>\n", file);
}

static void write_head(FILE *file, const struct page *page,
		       const struct cell_values *values)
{
	fputs("<thead><tr><th scope=\"col\" class=\"w\">operation</th>"
	      "<th scope=\"col\" class=\"w\">mode</th>"
	      "<th scope=\"col\" class=\"w\">where</th>",
	      file);
	if (page->count > 1)
		fputs("<th scope=\"col\" class=\"w\">run</th>", file);
	for (size_t i = 0; i < values->count; i++) {
		fputs("<th scope=\"col\">", file);
		html_text(file, values->at[i].name);
		fputs("</th>", file);
	}
	fputs("</tr></thead>\n<tbody>\n", file);
}

static void write_meanings(FILE *file, const struct cell_values *values)
{
	bool any = false;

	for (size_t i = 0; i < values->count; i++) {
		if (!values->at[i].meaning)
			continue;
		fputs(any ? "; <b>" : "<p class=\"note\"><b>", file);
		html_text(file, values->at[i].name);
		fputs("</b>: ", file);
		html_text(file, values->at[i].meaning);
		any = true;
	}
	fputs(any ? ".</p>\n" : "", file);
}

static size_t count_cells(const struct page *page, uint64_t timed)
{
	size_t count = 0;

	for (size_t r = 0; r < page->count; r++)
		for (size_t i = 0; i < page->sections[r].run->count; i++)
			count += page->sections[r].run->cells[i].cell.timed ==
				 timed;
	return count;
}

static void write_table(FILE *file, const struct page *page, uint64_t timed)
{
	struct cell_values values;

	cell_values_make(&values, page, timed);
	write_meanings(file, &values);
	fprintf(file, "<table class=\"cells\">\n<caption>%s</caption>\n",
		timed == TIMED_OPERATION ? "Operations of the application"
					 : timed_at(timed)->name);
	write_head(file, page, &values);
	for (size_t r = 0; r < page->count; r++) {
		struct view view;

		view_make(&view, page->sections[r].run, timed);
		for (size_t i = 0; i < view.count; i++)
			write_row(file, page, r, &view, &view.cells[i],
				  &values);
		view_free(&view);
	}
	fputs("</tbody></table>\n", file);
}

void html_cells(FILE *file, const struct page *page)
{
	const struct cell_key *timed = cell_key_find("timed");

	fputs("<section class=\"all\" aria-labelledby=\"cells\">\n"
	      "<h2 id=\"cells\">Every cell</h2>\n"
	      "<p class=\"note\">All times are medians in ",
	      file);
	fputs(html_unit(page->sections[0].run), file);
	fputs(". The same and more is in <a href=\"data/cells.csv\">"
	      "data/cells.csv</a> beside this page.</p>\n"
	      "<form class=\"tools\" hidden></form>\n",
	      file);
	for (uint64_t i = 0; cell_choice(timed, i); i++)
		if (count_cells(page, i))
			write_table(file, page, i);
	fputs("</section>\n", file);
}
