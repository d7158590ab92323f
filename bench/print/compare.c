// SPDX-License-Identifier: GPL-2.0-only
/* A comparison as text for a terminal. */
#include "print/compare.h"

#include <stdlib.h>

#include "print/compare_headline.h"
#include "print/compare_modes.h"
#include "print/compare_parts.h"
#include "print/compare_row.h"
#include "print/table.h"
#include "print/text.h"

/*
 * Across unlike environments most cells change: these many of the regressed and
 * of the improved ones are listed, and only the number of those that moved.
 */
#define ACROSS_ROWS 3

/* Modes, if there are several, are summed up when more cells changed. */
#define CHANGES_TO_READ 8

static bool is_across(const struct comparison *c)
{
	return c->environment->count;
}

static void print_environment(const struct comparison *c, bool all, FILE *to)
{
	if (comparison_unlike(c))
		fputs("The environments are unlike (--across compares "
		      "nevertheless):\n",
		      to);
	else if (all)
		fputs("ACROSS unlike environments:\n", to);
	else
		compare_print_across(c, to);
	if (comparison_unlike(c) || all)
		compare_print_fields(c, to);
}

static size_t limit_of(const struct comparison *c, enum verdict verdict,
		       bool all)
{
	if (all)
		return SIZE_MAX;
	if (verdict == VERDICT_UNCHANGED)
		return 0;
	if (!is_across(c))
		return SIZE_MAX;
	return verdict == VERDICT_MOVED ? 0 : ACROSS_ROWS;
}

static void add_row(struct table *table, const struct compare_row *row)
{
	table_add(table, "%s", row->verdict);
	table_add(table, "%s%s%s", row->cell, row->notes[0] ? ": " : "",
		  row->notes);
	table_add(table, "%s", row->base);
	table_add(table, "%s", row->fresh);
	table_add(table, "%s", row->change);
}

static void add_header(struct table *table, const struct comparison *c)
{
	char unit[80];

	compare_unit(c, unit, sizeof(unit));
	table_add(table, "%s", "");
	table_add(table, "%s", unit);
	table_add(table, "BASE");
	table_add(table, "NEW");
	table_add(table, "change");
}

/* Returns how many cells of the group are not listed. */
static size_t add_group(struct table *table, const struct comparison *c,
			enum verdict verdict, bool all)
{
	size_t count, limit = limit_of(c, verdict, all);
	const struct compared_cell **cells = compare_group(c, verdict, &count);

	for (size_t i = 0; i < count && i < limit; i++) {
		struct compare_row row = compare_row_of(c, cells[i]);

		add_row(table, &row);
	}
	free(cells);
	return count > limit ? count - limit : 0;
}

static void print_rows(const struct comparison *c, bool all, int width,
		       FILE *to)
{
	struct table *table = table_new(5, 2);
	size_t left[VERDICTS], rows = 0;
	const char *between = "not listed (--all): ";

	add_header(table, c);
	for (size_t i = 0; i < COMPARE_GROUPS; i++) {
		left[i] = add_group(table, c, compare_groups[i], all);
		rows += comparison_count(c, compare_groups[i]) - left[i];
	}
	if (rows) {
		fputc('\n', to);
		table_print_fit(table, 1, width, to);
	}
	table_free(table);
	for (size_t i = 0; is_across(c) && i < COMPARE_GROUPS; i++) {
		if (!left[i])
			continue;
		fprintf(to, "%s%zu %s", between, left[i],
			verdict_name(compare_groups[i]));
		between = ", ";
	}
	if (*between == ',')
		fputc('\n', to);
}

static void print_summary(const struct comparison *c, FILE *to)
{
	size_t changed = comparison_count(c, VERDICT_REGRESSED) +
			 comparison_count(c, VERDICT_IMPROVED);
	bool modes = c->costs || (changed > CHANGES_TO_READ &&
				  !(c->base->mode && c->fresh->mode));

	compare_print_shift(c, to);
	if (!modes || !comparison_judged(c))
		return;
	fputc('\n', to);
	compare_print_modes(c, to);
}

void compare_text(const struct comparison *c, bool all, int width, FILE *to)
{
	char headline[COMPARE_HEADLINE_MAX];

	compare_print_plans(c, to);
	compare_headline(c, headline, sizeof(headline));
	print_text(to, "%s.\n", headline);
	if (!comparison_unlike(c))
		compare_print_counts(c, true, to);
	compare_print_sides(c, to);
	if (is_across(c))
		print_environment(c, all, to);
	else
		compare_print_venue(c, to);
	if (comparison_unlike(c))
		return;
	print_summary(c, to);
	print_rows(c, all, width, to);
	compare_print_skipped(c, all, to);
}
