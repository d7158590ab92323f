// SPDX-License-Identifier: GPL-2.0-only
/* All cells of a report as CSV. */
#include "report/cells_csv.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/result_csv.h"

/* A field as RFC 4180 wants it: quoted only if it needs to be. */
static void csv_field(FILE *file, const char *text)
{
	if (!text[strcspn(text, ",\"\r\n")]) {
		fputs(text, file);
		return;
	}
	putc('"', file);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', file);
		putc(*text, file);
	}
	putc('"', file);
}

/*
 * Write the lines of @text, each with @more at its end, or with @header only
 * its first line, with the names of what is added.
 */
static void csv_lines(FILE *file, char *text, const char *more, bool header)
{
	char *line = text + strcspn(text, "\n");

	if (header) {
		fprintf(file, "%.*s,run,plan,venue,kernel\n",
			(int)(line - text), text);
		return;
	}
	while (*line && *++line) {
		size_t length = strcspn(line, "\n");

		fprintf(file, "%.*s,%s\n", (int)length, line, more);
		line += length;
	}
}

/* Which run it is, as fields; to be freed. */
static char *csv_where(const struct result *run, const char *name)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return must_printf("%s", "");
	csv_field(file, name);
	putc(',', file);
	csv_field(file, run->plan);
	putc(',', file);
	csv_field(file, run->venue);
	putc(',', file);
	csv_field(file, run->kernel);
	fclose(file);
	return text;
}

void csv_write(FILE *file, const struct result *run, const char *name,
	       bool header)
{
	char *text = NULL;
	size_t size;
	FILE *shown = open_memstream(&text, &size);
	char *where = csv_where(run, name);

	if (shown) {
		result_csv(run, false, shown);
		fclose(shown);
		if (header)
			csv_lines(file, text, where, true);
		csv_lines(file, text, where, false);
	}
	free(where);
	free(text);
}
