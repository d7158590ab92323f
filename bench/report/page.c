// SPDX-License-Identifier: GPL-2.0-only
/* The page of a report: one section for each run. */
#include "report/page.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/html.h"
#include "report/html_headline_table.h"
#include "report/html_timed_tables.h"
#include "report/page_environment.h"
#include "report/page_figures.h"
#include "report/page_warnings.h"

/* The unit of times, as a reader who does not know it needs it. */
static const char *long_unit(const struct result *run)
{
	if (!strcmp(run->unit, "vns"))
		return "virtual ns, one per guest instruction, device latency "
		       "included";
	return "ns of real time";
}

static void write_detail(FILE *file, const char *name, const char *value)
{
	fprintf(file, "<div><dt>%s</dt><dd>", name);
	html_text(file, value);
	fputs("</dd></div>\n", file);
}

static void write_headline(FILE *file, const struct section *section)
{
	const struct result *run = section->run;
	char cells[64];

	snprintf(cells, sizeof(cells), "%zu, of which %zu failed", run->count,
		 page_count_failed(run));
	fprintf(file, "<section id=\"%s\">\n<h2>Plan ", section->name);
	html_text(file, run->plan);
	fputs(" on ", file);
	html_text(file, run->kernel);
	fputs("</h2>\n<dl>\n", file);
	write_detail(file, "plan", run->plan);
	write_detail(file, "kernel", run->kernel);
	write_detail(file, "venue", run->venue);
	write_detail(file, "unit", run->unit);
	write_detail(file, "cells", cells);
	fputs("</dl>\n<p>Times are in ", file);
	fputs(long_unit(run), file);
	fputs("; a cost is the median of an operation minus the median of the "
	      "same operation without any device (<code>none</code>).</p>\n",
	      file);
	if (!strcmp(run->venue, "tcg"))
		fputs("<p class=\"alarm\">Venue tcg is emulation against the "
		      "wall clock: unfit for conclusions.</p>\n",
		      file);
}

static int write_section(FILE *file, const struct page *page,
			 const struct section *section, struct error *error)
{
	write_headline(file, section);
	page_write_warnings(file, section->run);
	fputs("<h3>Table</h3>\n", file);
	html_headline_table(file, section->run);
	html_timed_tables(file, section->run);
	if (page_write_figures(file, page, section, error))
		return -1;
	fputs("<h3>Where it was measured</h3>\n", file);
	page_write_environment(file, section->run);
	fputs("</section>\n", file);
	return 0;
}

static bool is_mixed(const struct page *page)
{
	const struct result *first = page->sections[0].run;

	for (size_t i = 1; i < page->count; i++)
		if (strcmp(page->sections[i].run->venue, first->venue) != 0 ||
		    strcmp(page->sections[i].run->kernel, first->kernel) != 0)
			return true;
	return false;
}

static void write_contents(FILE *file, const struct page *page)
{
	if (is_mixed(page))
		fputs("<p class=\"alarm\">These runs come from different "
		      "kernels or venues. Each has its own section; do "
		      "not compare a number of one with a number of "
		      "another.</p>\n",
		      file);
	if (page->count < 2)
		return;
	fputs("<nav aria-label=\"Runs\"><ul>\n", file);
	for (size_t i = 0; i < page->count; i++) {
		const struct result *run = page->sections[i].run;

		fprintf(file, "<li><a href=\"#%s\">", page->sections[i].name);
		html_text(file, run->plan);
		fputs(" on ", file);
		html_text(file, run->kernel);
		fputs(", ", file);
		html_text(file, run->venue);
		fputs("</a></li>\n", file);
	}
	fputs("</ul></nav>\n", file);
}

char *page_style_load(const char *folder)
{
	char *path = must_printf("%s/page.css", folder);
	FILE *file = fopen(path, "r");
	char *style = NULL;
	size_t size = 0;

	free(path);
	if (file && getdelim(&style, &size, '\0', file) < 0) {
		free(style);
		style = NULL;
	}
	if (file)
		fclose(file);
	return style ? style : must_printf("%s", "");
}

static void write_start(FILE *file, const struct page *page)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	      "<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, "
	      "initial-scale=1\">\n<title>mnbench: ",
	      file);
	html_text(file, page->sections[0].run->plan);
	fputs(page->count > 1 ? " and more" : "", file);
	fputs("</title>\n<style>\n", file);
	fputs(page->style, file);
	fputs("</style>\n</head>\n<body>\n<main>\n<h1>mnbench</h1>\n"
	      "<p>What a device that follows a process's memory adds to that "
	      "process's own memory operations. Every number belongs to one "
	      "mode (how the device subscribes to changes of the address "
	      "space); smaller is better, 0 is free. "
	      "<a href=\"data/cells.csv\">All cells as CSV</a>.</p>\n",
	      file);
}

int page_write(FILE *file, const struct page *page, struct error *error)
{
	write_start(file, page);
	write_contents(file, page);
	for (size_t i = 0; i < page->count; i++)
		if (write_section(file, page, &page->sections[i], error))
			return -1;
	fputs("</main>\n</body>\n</html>\n", file);
	return 0;
}
