// SPDX-License-Identifier: GPL-2.0-only
/* A comparison as plain text for a mailing list. */
#include "print/compare_mail.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/shell_quote.h"
#include "print/compare_command.h"
#include "print/compare_headline.h"
#include "print/compare_modes.h"
#include "print/compare_parts.h"
#include "print/compare_row.h"
#include "print/table.h"
#include "print/text.h"
#include "print/wrap.h"

/* The most rows of each verdict. */
#define MAIL_ROWS 5

static void print_headline(const struct comparison *c, FILE *to)
{
	char headline[COMPARE_HEADLINE_MAX];

	compare_headline(c, headline, sizeof(headline));
	print_text(to, "mnbench: %s\n", headline);
	fputc('\n', to);
}

/* Returns how many cells have no row. */
static size_t add_rows(struct table *table, const struct comparison *c,
		       enum verdict verdict)
{
	size_t count;
	const struct compared_cell **cells = compare_group(c, verdict, &count);

	for (size_t i = 0; i < count && i < MAIL_ROWS; i++) {
		struct compare_row row = compare_row_of(c, cells[i]);

		table_add(table, "%s%s%s", row.cell, row.notes[0] ? ": " : "",
			  row.notes);
		table_add(table, "%s", row.base);
		table_add(table, "%s", row.fresh);
		table_add(table, "%s", row.change);
	}
	free(cells);
	return count > MAIL_ROWS ? count - MAIL_ROWS : 0;
}

static void print_rows(const struct comparison *c, enum verdict verdict,
		       FILE *to)
{
	struct table *table = table_new(4, 1);
	size_t left;

	if (comparison_count(c, verdict)) {
		table_add(table, "%s", verdict_name(verdict));
		table_add(table, "BASE");
		table_add(table, "NEW");
		table_add(table, "change");
		left = add_rows(table, c, verdict);
		table_print_fit(table, 0, MAIL_WIDTH, to);
		if (left)
			fprintf(to, "and %zu more\n", left);
		fputc('\n', to);
	}
	table_free(table);
}

static void print_findings(const struct comparison *c, FILE *to)
{
	char unit[80];

	compare_print_counts(c, false, to);
	compare_unit(c, unit, sizeof(unit));
	print_text(to, "Numbers: %s, of one operation.\n", unit);
	compare_print_shift(c, to);
	if (c->costs) {
		fputc('\n', to);
		compare_print_modes(c, to);
	}
	fputc('\n', to);
	print_rows(c, VERDICT_REGRESSED, to);
	print_rows(c, VERDICT_IMPROVED, to);
}

static const char *environment_text(const struct result *run, const char *group,
				    const char *name)
{
	const json_t *environment = json_object_get(run->root, "environment");
	const char *text = json_string_value(
		json_object_get(json_object_get(environment, group), name));

	return text ? text : "";
}

/* What differs, else the processor, the emulator and the compiler of both. */
static void print_environment(const struct comparison *c, FILE *to)
{
	const struct result *run = c->base->runs[0];
	const char *qemu;

	compare_print_sides(c, to);
	if (c->environment->count) {
		compare_print_across(c, to);
		return;
	}
	compare_print_venue(c, to);
	qemu = environment_text(run, "machine", "qemu");
	if (strcmp(qemu, "none") == 0)
		qemu = "";
	print_text(to, "%s, %s%s%s.\n", environment_text(run, "kernel", "cpu"),
		   qemu, *qemu ? ", " : "",
		   environment_text(run, "build", "compiler"));
}

void compare_mail(const struct comparison *c,
		  const struct compare_options *asked, FILE *to)
{
	FILE *lines = wrap_open(to, MAIL_WIDTH);

	print_headline(c, lines);
	compare_print_plans(c, lines);
	if (!comparison_unlike(c))
		print_findings(c, lines);
	print_environment(c, lines);
	fputc('\n', lines);
	fclose(lines);
	compare_print_commands(c, asked, MAIL_WIDTH, to);
}
