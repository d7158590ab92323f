// SPDX-License-Identifier: GPL-2.0-only
/*
 * The warnings that the page shows above the numbers of a run: a void run,
 * failed cells, and defects in kernel logs.
 */
#include "report/page_warnings.h"

#include <jansson.h>
#include <stdbool.h>

#include "judge/aa_test.h"
#include "report/html.h"

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

size_t page_count_failed(const struct result *run)
{
	size_t failed = 0;

	for (size_t i = 0; i < run->count; i++)
		failed += run->cells[i].failed != NULL;
	return failed;
}

static void write_failed(FILE *file, const struct result *run)
{
	size_t failed = page_count_failed(run);

	if (!failed)
		return;
	fprintf(file,
		"<div class=\"alarm\" role=\"note\"><h3>%zu of %zu cells "
		"failed</h3>\n<p>They are not in any picture and must not "
		"be used.</p>\n<ul>\n",
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

/* The A/A test of a timed run. */
static void write_aa_test(FILE *file, const struct result *run)
{
	double p = aa_test_run(run);

	if (p < 0 || p >= AA_TEST_LEVEL)
		return;
	fprintf(file,
		"<div class=\"alarm\" role=\"note\"><h3>This run is void</h3>\n"
		"<p>Its A/A test failed (p = %.2g): both arms measured the "
		"same and differ.</p></div>\n",
		p);
}

void page_write_warnings(FILE *file, const struct result *run)
{
	write_aa_test(file, run);
	write_failed(file, run);
	write_logs(file, run);
}
