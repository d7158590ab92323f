// SPDX-License-Identifier: GPL-2.0-only
/* Writing where the runs of a page were measured. */
#include "report/page_environment.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/environment_lines.h"
#include "report/html.h"
#include "result/reproduce.h"

static void write_shared(FILE *file, const struct environment_lines *lines)
{
	fputs("<table class=\"pairs\">\n<tbody>\n", file);
	for (size_t i = 0; i < lines->count; i++) {
		const struct environment_line *line = &lines->at[i];

		if (line->differs)
			continue;
		fputs("<tr><th scope=\"row\">", file);
		html_text(file, line->name);
		fputs("</th><td>", file);
		html_text(file, line->values[0]);
		fputs("</td></tr>\n", file);
	}
	fputs("</tbody></table>\n", file);
}

static bool any_differs(const struct environment_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].differs)
			return true;
	return false;
}

/* A row for each run, so that values stand below each other. */
static void write_line(FILE *file, const struct page *page,
		       const struct environment_line *line)
{
	for (size_t r = 0; r < page->count; r++) {
		fputs("<tr>", file);
		if (!r) {
			fprintf(file, "<th scope=\"row\" rowspan=\"%zu\">",
				page->count);
			html_text(file, line->name);
			fputs("</th>", file);
		}
		fprintf(file, "<td><b>%s</b> ", page->sections[r].mark);
		html_text(file, line->values[r] ? line->values[r] : "\u2013");
		fputs("</td></tr>\n", file);
	}
}

static void write_differences(FILE *file, const struct page *page,
			      const struct environment_lines *lines)
{
	if (!any_differs(lines))
		return;
	fputs("<h3>What differs between the runs</h3>\n"
	      "<table class=\"pairs\">\n<tbody>\n",
	      file);
	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].differs)
			write_line(file, page, &lines->at[i]);
	fputs("</tbody></table>\n", file);
}

static void write_repeat(FILE *file, const struct section *section)
{
	const struct result *run = section->run;
	char *command = reproduce_command(run), *note = reproduce_note(run);

	fputs("<pre>", file);
	if (*section->mark)
		fprintf(file, "# run %s\n", section->mark);
	html_text(file, command);
	fputs("</pre>\n<p class=\"note\">on Linux ", file);
	html_text(file, run->kernel);
	fputs(", with the build and the machine below.", file);
	if (!strcmp(run->venue, "icount"))
		fputs(" The numbers are the same to the last digit on any "
		      "host.",
		      file);
	if (note) {
		putc(' ', file);
		html_text(file, note);
	}
	fputs("</p>\n", file);
	free(command);
	free(note);
}

static void write_plan(FILE *file, const struct section *section)
{
	json_t *plan = json_object_get(section->run->root, "plan");
	const char *text = json_string_value(json_object_get(plan, "text"));

	if (!text || !*text)
		return;
	fprintf(file, "<details><summary>The plan%s%s</summary>\n<pre>",
		*section->mark ? " of run " : "", section->mark);
	html_text(file, text);
	fputs("</pre></details>\n", file);
}

/* Equal plans are written once. */
static bool is_first_with_plan(const struct page *page, size_t run)
{
	json_t *plan = json_object_get(page->sections[run].run->root, "plan");

	for (size_t i = 0; i < run; i++)
		if (json_equal(
			    json_object_get(plan, "text"),
			    json_object_get(
				    json_object_get(page->sections[i].run->root,
						    "plan"),
				    "text")))
			return false;
	return true;
}

void page_write_environment(FILE *file, const struct page *page)
{
	struct environment_lines lines;

	environment_lines_make(&lines, page);
	fputs("<section aria-labelledby=\"measured\">\n"
	      "<h2 id=\"measured\">Where it was measured</h2>\n"
	      "<h3>How to repeat it</h3>\n",
	      file);
	for (size_t i = 0; i < page->count; i++)
		write_repeat(file, &page->sections[i]);
	for (size_t i = 0; i < page->count; i++)
		if (is_first_with_plan(page, i))
			write_plan(file, &page->sections[i]);
	write_differences(file, page, &lines);
	fprintf(file, "<h3>%s</h3>\n",
		page->count > 1 ? "What the runs share" : "Environment");
	write_shared(file, &lines);
	fputs("</section>\n", file);
	environment_lines_free(&lines);
}
