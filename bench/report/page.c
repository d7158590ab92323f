// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/page.h"

#include "judge/aa_test.h"
#include "report/html.h"
#include "report/html_table.h"

static const char *long_unit(const struct result *run)
{
	if (!strcmp(run->unit, "vns"))
		return "virtual ns, one per guest instruction, device latency "
		       "included";
	return "ns of real time";
}

static void base64(FILE *to, FILE *from)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char bytes[3];
	size_t count;

	while ((count = fread(bytes, 1, sizeof(bytes), from)) > 0) {
		uint32_t bits = (uint32_t)bytes[0] << 16;

		if (count > 1)
			bits |= (uint32_t)bytes[1] << 8;
		if (count > 2)
			bits |= bytes[2];
		putc(digits[bits >> 18], to);
		putc(digits[bits >> 12 & 63], to);
		putc(count > 1 ? digits[bits >> 6 & 63] : '=', to);
		putc(count > 2 ? digits[bits & 63] : '=', to);
	}
}

static int write_picture(FILE *file, const struct page *page,
			 const struct figure *figure, struct error *error)
{
	const char *format = page->formats.svg ? "svg" : "png";
	char *path =
		must_printf("%s/%s.%s", page->folder, figure->name, format);
	FILE *picture = fopen(path, "rb");

	if (!picture) {
		error_set(error, "cannot read %s: %s", path, strerror(errno));
		free(path);
		return -1;
	}
	fprintf(file, "data:image/%s;base64,",
		page->formats.svg ? "svg+xml" : "png");
	base64(file, picture);
	fclose(picture);
	free(path);
	return 0;
}

static void write_links(FILE *file, const struct page *page, const char *name)
{
	fputs("<p class=\"files\">", file);
	if (page->formats.svg)
		fprintf(file, "<a href=\"%s.svg\">SVG</a> ", name);
	if (page->formats.png)
		fprintf(file, "<a href=\"%s.png\">PNG</a> ", name);
	fprintf(file, "<a href=\"data/%s.dat\">data</a></p>\n", name);
}

static int write_figure(FILE *file, const struct page *page,
			const struct plot *plot, const struct figure *figure,
			bool caption, struct error *error)
{
	fprintf(file, "<figure id=\"%s\">\n<h4>", figure->name);
	html_text(file, plot->title);
	if (*figure->about) {
		fputs(" \u2014 ", file);
		html_text(file, figure->about);
	}
	fputs("</h4>\n<div class=\"wide\"><img alt=\"", file);
	html_text(file, plot->title);
	fputs(": ", file);
	html_text(file, figure->summary);
	fputs(". The numbers are in the data file below.\" src=\"", file);
	if (write_picture(file, page, figure, error))
		return -1;
	fputs("\"></div>\n", file);
	if (caption) {
		fputs("<figcaption>", file);
		html_text(file, plot->caption);
		fputs("</figcaption>\n", file);
	}
	write_links(file, page, figure->name);
	fputs("</figure>\n", file);
	return 0;
}

/* Further figures of the same plot are folded away behind the first few. */
#define FIGURES_OPEN 2

static int write_plot(FILE *file, const struct page *page,
		      const struct plot *plot, const struct figures *figures,
		      struct error *error)
{
	for (size_t i = 0; i < figures->count; i++) {
		if (i == FIGURES_OPEN)
			fprintf(file,
				"<details><summary>%zu more of this kind"
				"</summary>\n",
				figures->count - i);
		if (write_figure(file, page, plot, &figures->at[i], !i, error))
			return -1;
	}
	if (figures->count > FIGURES_OPEN)
		fputs("</details>\n", file);
	return 0;
}

static void write_absent(FILE *file, const struct plot *plot)
{
	fputs("<li>", file);
	html_text(file, plot->title);
	if (plot->plan) {
		fputs(": <code>make bench PLAN=", file);
		html_text(file, plot->plan);
		fputs("</code>", file);
	}
	fputs("</li>\n", file);
}

static int write_pictures(FILE *file, const struct page *page,
			  const struct section *section, struct error *error)
{
	size_t absent = 0;

	fputs("<h3>Pictures</h3>\n", file);
	for (size_t i = 0; i < page->plots->count; i++) {
		absent += !section->figures[i].count;
		if (write_plot(file, page, &page->plots->at[i],
			       &section->figures[i], error))
			return -1;
	}
	if (!absent)
		return 0;
	fputs("<p>This run has no data for these; the plan that gives it:</p>\n"
	      "<ul class=\"absent\">\n",
	      file);
	for (size_t i = 0; i < page->plots->count; i++)
		if (!section->figures[i].count)
			write_absent(file, &page->plots->at[i]);
	fputs("</ul>\n", file);
	return 0;
}

static void write_failed_cell(FILE *file, const struct result_cell *cell)
{
	char text[512];

	cell_describe(&cell->cell, text, sizeof(text));
	fputs("<li><code>", file);
	html_text(file, text);
	fputs("</code>: ", file);
	html_text(file, cell->failed);
	fputs("</li>\n", file);
}

static size_t count_failed(const struct result *run)
{
	size_t failed = 0;

	for (size_t i = 0; i < run->count; i++)
		failed += run->cells[i].failed != NULL;
	return failed;
}

static void write_failed(FILE *file, const struct result *run)
{
	size_t failed = count_failed(run);

	if (!failed)
		return;
	fprintf(file,
		"<div class=\"alarm\" role=\"note\"><h3>%zu of %zu cells "
		"failed</h3>\n<p>They are in no picture and must not be used."
		"</p>\n<ul>\n",
		failed, run->count);
	for (size_t i = 0; i < run->count; i++)
		if (run->cells[i].failed)
			write_failed_cell(file, &run->cells[i]);
	fputs("</ul></div>\n", file);
}

static void write_log(FILE *file, size_t boot, json_t *batch)
{
	json_t *log = json_object_get(batch, "log");
	json_t *tainted = json_object_get(batch, "tainted");
	json_t *line;
	size_t i;

	if (json_integer_value(tainted))
		fprintf(file,
			"<li>boot %zu: the kernel tainted itself (flags "
			"%" JSON_INTEGER_FORMAT ")</li>\n",
			boot, json_integer_value(tainted));
	json_array_foreach(log, i, line) {
		fprintf(file, "<li>boot %zu: <code>", boot);
		html_text(file,
			  json_is_string(line) ? json_string_value(line) : "");
		fputs("</code></li>\n", file);
	}
}

static bool has_log(json_t *batch)
{
	return json_array_size(json_object_get(batch, "log")) ||
	       json_integer_value(json_object_get(batch, "tainted"));
}

static void write_logs(FILE *file, const struct result *run)
{
	json_t *batches = json_object_get(run->root, "batches");
	bool any = false;
	json_t *batch;
	size_t i;

	json_array_foreach(batches, i, batch)
		any = any || has_log(batch);
	if (!any)
		return;
	fputs("<div class=\"alarm\" role=\"note\"><h3>The kernel reported "
	      "defects</h3>\n<ul>\n",
	      file);
	json_array_foreach(batches, i, batch)
		write_log(file, i, batch);
	fputs("</ul></div>\n", file);
}

static void write_arms(FILE *file, const struct result *run)
{
	double p = aa_test_run(run);

	if (p < 0 || p >= AA_TEST_LEVEL)
		return;
	fprintf(file,
		"<div class=\"alarm\" role=\"note\"><h3>This run is void</h3>\n"
		"<p>Its A/A arms, which measured the same, differ (p = %.2g)."
		"</p></div>\n",
		p);
}

static void write_scalar(FILE *file, json_t *value)
{
	char *text;

	if (json_is_string(value)) {
		html_text(file, json_string_value(value));
		return;
	}
	text = json_dumps(value, JSON_ENCODE_ANY | JSON_SORT_KEYS |
					 JSON_REAL_PRECISION(6));
	html_text(file, text ? text : "");
	free(text);
}

static void write_value(FILE *file, json_t *value)
{
	json_t *part;
	size_t i;

	if (!json_is_array(value)) {
		write_scalar(file, value);
		return;
	}
	json_array_foreach(value, i, part) {
		if (i)
			putc(' ', file);
		write_scalar(file, part);
	}
}

/* All members of an object, objects within it first named by it. */
static void write_members(FILE *file, const char *prefix, json_t *object)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value) {
		char *path =
			must_printf("%s%s%s", prefix, *prefix ? " " : "", name);

		if (json_is_object(value)) {
			write_members(file, path, value);
		} else {
			fputs("<tr><th scope=\"row\">", file);
			html_text(file, path);
			fputs("</th><td>", file);
			write_value(file, value);
			fputs("</td></tr>\n", file);
		}
		free(path);
	}
}

/* Of what differs between equal runs: when it was measured and on what CPU. */
static void write_host(FILE *file, const struct result *run)
{
	static const char *const shown[] = {"started", "finished", "wall_s",
					    "cpu", NULL};
	json_t *host = json_object_get(run->root, "host");
	json_t *part = json_object();

	for (size_t i = 0; shown[i]; i++)
		if (json_object_get(host, shown[i]))
			json_object_set(part, shown[i],
					json_object_get(host, shown[i]));
	write_members(file, "host", part);
	json_decref(part);
}

static void write_environment(FILE *file, const struct result *run)
{
	fputs("<details open><summary>Environment</summary>\n"
	      "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
	      "aria-label=\"Environment\">"
	      "<table class=\"facts\">\n<tbody>\n",
	      file);
	write_members(file, "", json_object_get(run->root, "environment"));
	write_host(file, run);
	fputs("</tbody></table></div></details>\n", file);
}

static void write_reproduce(FILE *file, const struct result *run)
{
	json_t *plan = json_object_get(run->root, "plan");
	const char *text = json_string_value(json_object_get(plan, "text"));

	fputs("<h3>How to reproduce</h3>\n<pre>make bench PLAN=", file);
	html_text(file, run->plan);
	fputs(" VENUE=", file);
	html_text(file, run->venue);
	fputs("</pre>\n<p>on kernel ", file);
	html_text(file, run->kernel);
	fputs(", with the build and machine of the environment above.", file);
	if (!strcmp(run->venue, "icount"))
		fputs(" The numbers come out the same to the last digit, on "
		      "any "
		      "host.",
		      file);
	fputs("</p>\n", file);
	if (!text)
		return;
	fputs("<details><summary>The plan</summary>\n<pre>", file);
	html_text(file, text);
	fputs("</pre></details>\n", file);
}

static void write_fact(FILE *file, const char *name, const char *value)
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
		 count_failed(run));
	fprintf(file, "<section id=\"%s\">\n<h2>Plan ", section->name);
	html_text(file, run->plan);
	fputs(" on ", file);
	html_text(file, run->kernel);
	fputs("</h2>\n<dl>\n", file);
	write_fact(file, "plan", run->plan);
	write_fact(file, "kernel", run->kernel);
	write_fact(file, "venue", run->venue);
	write_fact(file, "unit", run->unit);
	write_fact(file, "cells", cells);
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
	write_arms(file, section->run);
	write_failed(file, section->run);
	write_logs(file, section->run);
	fputs("<h3>Table</h3>\n", file);
	table_write(file, section->run);
	if (write_pictures(file, page, section, error))
		return -1;
	fputs("<h3>Where it was measured</h3>\n", file);
	write_environment(file, section->run);
	write_reproduce(file, section->run);
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
		      "kernels or venues: each has a section of its own, and a "
		      "number of one must not be set against a number of "
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

int page_write(FILE *file, const struct page *page, struct error *error)
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
	write_contents(file, page);
	for (size_t i = 0; i < page->count; i++)
		if (write_section(file, page, &page->sections[i], error))
			return -1;
	fputs("</main>\n</body>\n</html>\n", file);
	return 0;
}
