// SPDX-License-Identifier: GPL-2.0-only
/* The page's account of where a run was measured and how to repeat it. */
#include "report/page_environment.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/html.h"
#include "result/reproduce.h"

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

/* A row for each member; members of an object within have its name in front. */
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

/* When and on what CPU it was measured: this differs between equal runs. */
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
	      "<table class=\"environment\">\n<tbody>\n",
	      file);
	write_members(file, "", json_object_get(run->root, "environment"));
	write_host(file, run);
	fputs("</tbody></table></div></details>\n", file);
}

static void write_reproduce(FILE *file, const struct result *run)
{
	json_t *plan = json_object_get(run->root, "plan");
	const char *text = json_string_value(json_object_get(plan, "text"));
	char *command = reproduce_command(run), *note = reproduce_note(run);

	fputs("<h3>How to reproduce</h3>\n<pre>", file);
	html_text(file, command);
	fputs("</pre>\n<p>on kernel ", file);
	html_text(file, run->kernel);
	fputs(", with the build and machine of the environment above.", file);
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
	if (!text)
		return;
	fputs("<details><summary>The plan</summary>\n<pre>", file);
	html_text(file, text);
	fputs("</pre></details>\n", file);
}

void page_write_environment(FILE *file, const struct result *run)
{
	write_environment(file, run);
	write_reproduce(file, run);
}
