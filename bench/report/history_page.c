// SPDX-License-Identifier: GPL-2.0-only
/* Writing the page of a history: what changed first, and every cell last. */
#include "report/history_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/history_json.h"
#include "print/json.h"
#include "print/numbers.h"
#include "report/history_plot.h"
#include "report/html.h"
#include "report/known_text.h"
#include "report/output.h"

#define SENTENCES_MOST 8
#define PICTURES_MOST  60

static double last_value(const struct history *history,
			 const struct cell_history *cell)
{
	for (size_t i = history->run_count; i-- > 0;)
		if (!isnan(cell->value[i]))
			return cell->value[i];
	return NAN;
}

static bool is_interesting(const struct cell_history *cell)
{
	return cell->change_count || cell->drifts || cell->wanders;
}

static size_t count_interesting(const struct history *history)
{
	size_t count = 0;

	for (size_t i = 0; i < history->count; i++)
		count += is_interesting(&history->cells[i]);
	return count;
}

/* The change of a cell that is largest, by its share. */
static double largest_share(const struct cell_history *cell)
{
	double largest = 0;

	for (size_t i = 0; i < cell->change_count; i++) {
		const struct history_change *change = &cell->changes[i];

		if (change->before > 0)
			largest =
				fmax(largest,
				     fabs(change->after / change->before - 1));
	}
	return largest;
}

static int by_share(const void *a, const void *b)
{
	double x = largest_share(*(const struct cell_history *const *)a);
	double y = largest_share(*(const struct cell_history *const *)b);

	return (x < y) - (x > y);
}

/* The cells that changed, the largest change first; to be freed. */
static const struct cell_history **interesting(const struct history *history)
{
	const struct cell_history **cells =
		must_alloc(history->count + 1, sizeof(*cells));
	size_t count = 0;

	for (size_t i = 0; i < history->count; i++)
		if (is_interesting(&history->cells[i]))
			cells[count++] = &history->cells[i];
	qsort(cells, count, sizeof(*cells), by_share);
	return cells;
}

static void write_link(FILE *file, const struct history *history,
		       const struct cell_history *cell)
{
	char name[256];

	cell_describe(&cell->cell->cell, name, sizeof(name));
	fprintf(file, "<a href=\"#c%zu\">", (size_t)(cell - history->cells));
	html_text(file, name);
	fputs("</a>", file);
}

/* An exact time has all of its digits, because one may be the change. */
static void value_text(const struct history *history, double value,
		       char text[KNOWN_TEXT_MAX])
{
	if (isnan(value))
		snprintf(text, KNOWN_TEXT_MAX, "\u2013");
	else if (history->exact)
		format_units(value, false, text, KNOWN_TEXT_MAX);
	else
		time_text(value, text);
}

static void write_change(FILE *file, const struct history *history,
			 const struct history_change *change)
{
	char before[KNOWN_TEXT_MAX], after[KNOWN_TEXT_MAX];
	char percent[SHORT_TEXT_MAX];

	value_text(history, change->before, before);
	value_text(history, change->after, after);
	percent_text(100 * (change->after / change->before - 1), percent);
	fprintf(file, "%s \u2192 %s", before, after);
	if (change->before > 0)
		fprintf(file, " (%s)", percent);
	fprintf(file, " from run %zu on", change->run + 1);
	if (history->runs[change->run].key) {
		fputs(", ", file);
		html_text(file, history->runs[change->run].key);
	}
	if (change->note) {
		fputs(", ", file);
		html_text(file, change->note);
	}
}

/* What is said of a cell that has no change. */
static const char *movement(const struct cell_history *cell)
{
	if (cell->drifts)
		return "drifts";
	return cell->wanders ? "wanders" : "no change";
}

static void write_sentence(FILE *file, const struct history *history,
			   const struct cell_history *cell)
{
	fputs("<li>", file);
	write_link(file, history, cell);
	if (cell->change_count)
		fputs(": ", file);
	else
		fprintf(file, " %s, so that a step could be chance.",
			movement(cell));
	for (size_t i = 0; i < cell->change_count; i++) {
		fputs(i ? "; " : "", file);
		write_change(file, history, &cell->changes[i]);
	}
	fputs(cell->change_count ? ".</li>\n" : "</li>\n", file);
}

/* What all cells have in common is said of the machine, not of a cell. */
static void write_machine(FILE *file, const struct history *history)
{
	const struct cell_history *machine = &history->machine;

	if (!is_interesting(machine))
		return;
	fputs("<li>The machine itself ", file);
	fputs(machine->change_count ? "changed: " : movement(machine), file);
	for (size_t i = 0; i < machine->change_count; i++) {
		const struct history_change *change = &machine->changes[i];
		char percent[SHORT_TEXT_MAX];

		percent_text(100 * (change->after / change->before - 1),
			     percent);
		fprintf(file, "%s%s from run %zu on", i ? "; " : "", percent,
			change->run + 1);
	}
	fputs("; this is taken out of all cells.</li>\n", file);
}

static size_t count_changed(const struct history *history)
{
	size_t count = 0;

	for (size_t i = 0; i < history->count; i++)
		count += history->cells[i].change_count > 0;
	return count;
}

static void write_answer(FILE *file, const struct history *history,
			 const struct cell_history **cells, size_t count)
{
	fprintf(file,
		"<section aria-labelledby=\"answer\">\n"
		"<h2 id=\"answer\">The answer</h2>\n<ul class=\"answer\">\n"
		"<li>%zu of %zu cells changed over %zu runs.</li>\n",
		count_changed(history), history->count, history->run_count);
	write_machine(file, history);
	for (size_t i = 0; i < count && i < SENTENCES_MOST; i++)
		write_sentence(file, history, cells[i]);
	fputs("</ul>\n", file);
	if (count > SENTENCES_MOST)
		fprintf(file,
			"<p class=\"note\">The other %zu are in the "
			"<a href=\"#cells\">table</a>.</p>\n",
			count - SENTENCES_MOST);
	fputs("</section>\n", file);
}

static void write_pictures(FILE *file, const struct history *history,
			   const struct cell_history **cells, size_t count)
{
	if (!count)
		return;
	fputs("<section aria-labelledby=\"pictures\">\n"
	      "<h2 id=\"pictures\">Pictures</h2>\n"
	      "<p class=\"note\">The median of each run, in percent of the "
	      "first; linear axes. A vertical line is a change, and the "
	      "horizontal lines beside it are the levels.</p>\n"
	      "<div class=\"panels\">\n",
	      file);
	for (size_t i = 0; i < count && i < PICTURES_MOST; i++)
		history_plot(file, history, cells[i]);
	fputs("</div>\n", file);
	if (count > PICTURES_MOST)
		fprintf(file,
			"<p class=\"note\">Pictures of the %d cells that "
			"changed most.</p>\n",
			PICTURES_MOST);
	fputs("</section>\n", file);
}

static void write_field(FILE *file, const char *name, const char *text)
{
	fprintf(file, "<td data-m=\"%s\">%s</td>", name, text);
}

/* Numbers of one unit, so that they can be sorted. */
static void units_text(double value, char text[SHORT_TEXT_MAX])
{
	if (isnan(value))
		snprintf(text, SHORT_TEXT_MAX, "\u2013");
	else
		format_units(value, false, text, SHORT_TEXT_MAX);
}

static void write_row(FILE *file, const struct history *history,
		      const struct cell_history *cell, size_t number)
{
	double first = history_first(history, cell);
	double last = last_value(history, cell);
	char text[SHORT_TEXT_MAX], name[256];

	cell_describe(&cell->cell->cell, name, sizeof(name));
	fprintf(file, "<tr id=\"c%zu\"><th scope=\"row\">", number);
	html_text(file, name);
	fprintf(file, "</th><td class=\"w\" data-m=\"verdict\">%s</td>",
		cell->change_count ? "changed" : movement(cell));
	snprintf(text, sizeof(text), "%zu", cell->change_count);
	write_field(file, "changes", text);
	units_text(first, text);
	write_field(file, "first run", text);
	units_text(last, text);
	write_field(file, "last run", text);
	percent_text(100 * (last / first - 1), text);
	write_field(file, "last to first", first > 0 ? text : "\u2013");
	fputs("</tr>\n", file);
}

static void write_cells(FILE *file, const struct history *history)
{
	fputs("<section class=\"all\" aria-labelledby=\"cells\">\n"
	      "<h2 id=\"cells\">Every cell</h2>\n<p class=\"note\">Times are "
	      "medians in ",
	      file);
	fputs(html_unit(history->runs[0].run), file);
	fputs(".</p>\n<form class=\"tools\" hidden></form>\n"
	      "<table class=\"cells\">\n<thead><tr>"
	      "<th scope=\"col\" class=\"w\">cell</th>"
	      "<th scope=\"col\" class=\"w\">verdict</th>"
	      "<th scope=\"col\">changes</th><th scope=\"col\">first run</th>"
	      "<th scope=\"col\">last run</th>"
	      "<th scope=\"col\">last to first</th></tr></thead>\n<tbody>\n",
	      file);
	for (size_t i = 0; i < history->count; i++)
		write_row(file, history, &history->cells[i], i);
	fputs("</tbody></table>\n</section>\n", file);
}

static void write_runs(FILE *file, const struct history *history)
{
	fputs("<section aria-labelledby=\"runs\">\n"
	      "<h2 id=\"runs\">The runs</h2>\n<table class=\"pairs\">\n"
	      "<tbody>\n",
	      file);
	for (size_t i = 0; i < history->run_count; i++) {
		const struct ordered_run *run = &history->runs[i];

		fprintf(file, "<tr><th scope=\"row\">%zu</th><td>", i + 1);
		html_text(file, run->run->path);
		fputs(", Linux ", file);
		html_text(file, run->run->kernel);
		if (run->key) {
			fputs(", ", file);
			html_text(file, run->key);
		}
		fputs("</td></tr>\n", file);
	}
	fputs("</tbody></table>\n"
	      "<p class=\"note\">The same as JSON is in "
	      "<a href=\"data/history.json\">data/history.json</a> beside "
	      "this page.</p>\n</section>\n",
	      file);
}

static void write_page(FILE *file, const struct history *history,
		       const struct page_frame *frame)
{
	const struct cell_history **cells = interesting(history);
	size_t count = count_interesting(history);
	const struct result *run = history->runs[0].run;

	page_frame_begin(file, frame, "History");
	fputs("<header>\n<h1>History of plan ", file);
	html_text(file, run->plan);
	fprintf(file, "</h1>\n<p class=\"lead\">%zu runs, ordered by ",
		history->run_count);
	html_text(file, history->options.by);
	fputs(", in venue ", file);
	html_text(file, run->venue);
	fputs(". Changes of up to ", file);
	fprintf(file, "%g %% do not count.</p>\n</header>\n",
		100 * history->options.threshold);
	write_answer(file, history, cells, count);
	write_pictures(file, history, cells, count);
	write_runs(file, history);
	write_cells(file, history);
	page_frame_end(file, frame);
	free(cells);
}

static int write_json(const char *folder, const struct history *history,
		      struct error *error)
{
	char *path = must_printf("%s/data/history.json", folder);
	FILE *file = output_begin(path, error);
	int ret = -1;

	if (file) {
		ret = json_print(history_json(history), file, error);
		ret = output_finish(file, path, ret != 0, error);
	}
	free(path);
	return ret;
}

int history_page_write(const char *folder, const struct history *history,
		       const struct page_frame *frame, struct error *error)
{
	char *path = must_printf("%s/index.html", folder);
	FILE *file = NULL;
	int ret = -1;

	if (!output_make_folder(folder, error) &&
	    !write_json(folder, history, error))
		file = output_begin(path, error);
	if (file) {
		write_page(file, history, frame);
		ret = output_finish(file, path, false, error);
	}
	free(path);
	return ret;
}
