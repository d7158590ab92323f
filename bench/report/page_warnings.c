// SPDX-License-Identifier: GPL-2.0-only
/*
 * The warnings that the page shows above the numbers of a run: a void run,
 * failed cells, and defects in kernel logs.
 */
#include "report/page_warnings.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "judge/aa_test.h"
#include "report/html.h"
#include "result/architecture.h"

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

static void write_failed(FILE *file, const struct section *section)
{
	const struct result *run = section->run;
	size_t failed = count_failed(run);

	if (!failed)
		return;
	fprintf(file,
		"<div class=\"alarm\" role=\"note\"><h3>%zu of %zu cells%s%s "
		"failed</h3>\n<p>They are not in any picture and must not "
		"be used.</p>\n<ul>\n",
		failed, run->count, *section->mark ? " of run " : "",
		section->mark);
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

static void write_logs(FILE *file, const struct section *section)
{
	json_t *batches = json_object_get(section->run->root, "batches");
	bool any = false;
	json_t *batch;
	size_t i;

	json_array_foreach(batches, i, batch)
		any = any || has_log(batch);
	if (!any)
		return;
	fprintf(file,
		"<div class=\"alarm\" role=\"note\"><h3>The kernel reported "
		"defects%s%s</h3>\n<ul>\n",
		*section->mark ? " in run " : "", section->mark);
	json_array_foreach(batches, i, batch)
		write_log(file, i, batch);
	fputs("</ul></div>\n", file);
}

/* The A/A test of a timed run. */
static void write_aa_test(FILE *file, const struct section *section)
{
	double p = aa_test_run(section->run);

	if (p < 0 || p >= AA_TEST_LEVEL)
		return;
	fprintf(file,
		"<div class=\"alarm\" role=\"note\"><h3>%s%s is void</h3>\n"
		"<p>Its A/A test failed (p = %.2g): both arms measured the "
		"same and differ.</p></div>\n",
		*section->mark ? "Run " : "This run", section->mark, p);
}

/* Runs whose numbers must not be compared as if they were of one kind. */
static void write_mixed(FILE *file, const struct page *page)
{
	const struct result *first = page->sections[0].run;

	for (size_t i = 1; i < page->count; i++) {
		const struct result *run = page->sections[i].run;

		if (!strcmp(run->venue, first->venue))
			continue;
		fputs("<p class=\"alarm\">These runs come from different "
		      "venues: a time of one is no time of another.</p>\n",
		      file);
		return;
	}
}

static void write_architectures(FILE *file, const struct page *page)
{
	const struct result *first = page->sections[0].run;

	for (size_t i = 1; i < page->count; i++) {
		const struct result *run = page->sections[i].run;

		if (!strcmp(result_architecture(run),
			    result_architecture(first)))
			continue;
		fputs("<p class=\"alarm\">These runs are of different "
		      "architectures (",
		      file);
		html_text(file, result_architecture(first));
		fputs(", ", file);
		html_text(file, result_architecture(run));
		fputs("): an instruction of one is not one of the other. Each "
		      "run has pictures of its own.</p>\n",
		      file);
		return;
	}
}

void page_write_warnings(FILE *file, const struct page *page)
{
	write_mixed(file, page);
	write_architectures(file, page);
	for (size_t i = 0; i < page->count; i++) {
		write_aa_test(file, &page->sections[i]);
		write_failed(file, &page->sections[i]);
		write_logs(file, &page->sections[i]);
	}
}
