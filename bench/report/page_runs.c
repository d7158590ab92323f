// SPDX-License-Identifier: GPL-2.0-only
/* Naming the runs of a page. */
#include "report/page_runs.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "plan/venue.h"
#include "report/html.h"

/* The summary that the plan has in its text, to be freed; "" if none. */
static char *summary_of(const struct result *run)
{
	json_t *plan = json_object_get(run->root, "plan");
	const char *text = json_string_value(json_object_get(plan, "text"));

	while (text && *text) {
		size_t length = strcspn(text, "\n");

		if (!strncmp(text, "summary", 7)) {
			const char *value = strchr(text, '=');

			if (value && value < text + length) {
				value += 1 + strspn(value + 1, " \t");
				return must_printf("%.*s",
						   (int)(text + length - value),
						   value);
			}
		}
		text += length;
		text += *text == '\n';
	}
	return must_printf("%s", "");
}

static void write_date(FILE *file, const struct result *run)
{
	json_t *host = json_object_get(run->root, "host");
	const char *started =
		json_string_value(json_object_get(host, "started"));

	if (!started || strlen(started) < 10)
		return;
	fputs(", on ", file);
	for (size_t i = 0; i < 10; i++) {
		char letter[] = {started[i], '\0'};

		html_text(file, letter);
	}
}

/* "exact", so that nobody takes instructions for nanoseconds of a machine. */
static const char *venue_words(const char *venue)
{
	static const char *const words[][2] = {
		{"icount", "exact: one virtual ns for each guest instruction, "
			   "and the latency of the simulated device"},
		{"kvm", "real time in a guest under KVM"},
		{"host", "real time on the running kernel"},
		{"tcg", "emulation against the wall clock, which is unfit for "
			"conclusions"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i][0], venue))
			return words[i][1];
	return "";
}

static void write_run(FILE *file, const struct result *run)
{
	char *summary = summary_of(run);
	const char *words = venue_words(run->venue);

	if (*summary) {
		*summary = (char)toupper((unsigned char)*summary);
		html_text(file, summary);
		fputs(". ", file);
	}
	fprintf(file, "%zu cells on Linux ", run->count);
	html_text(file, run->kernel);
	fputs(", venue ", file);
	html_text(file, run->venue);
	fprintf(file, "%s%s%s", *words ? " (" : "", words, *words ? ")" : "");
	write_date(file, run);
	putc('.', file);
	free(summary);
}

void page_write_runs(FILE *file, const struct page *page)
{
	if (page->count == 1) {
		fputs("<p class=\"lead\">", file);
		write_run(file, page->sections[0].run);
		fputs("</p>\n", file);
		return;
	}
	fputs("<dl class=\"runs\">\n", file);
	for (size_t i = 0; i < page->count; i++) {
		fprintf(file, "<dt>%s</dt><dd>Plan ", page->sections[i].mark);
		html_text(file, page->sections[i].run->plan);
		fputs(": ", file);
		write_run(file, page->sections[i].run);
		fputs("</dd>\n", file);
	}
	fputs("</dl>\n", file);
}
