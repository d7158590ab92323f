// SPDX-License-Identifier: GPL-2.0-only
/* A comparison as Markdown, fit for a pull request. */
#include "print/compare_markdown.h"

#include <stdlib.h>

#include "print/compare_headline.h"
#include "print/compare_modes.h"
#include "print/compare_parts.h"
#include "print/compare_row.h"
#include "print/text.h"

/* What is shown without a click. */
static bool is_change(enum verdict verdict)
{
	return verdict == VERDICT_REGRESSED || verdict == VERDICT_IMPROVED ||
	       verdict == VERDICT_MOVED;
}

static void print_row(const struct compare_row *row, FILE *to)
{
	print_text(to, "| %s | %s | %s | %s | %s | %s |\n", row->verdict,
		   row->cell, row->base, row->fresh, row->change, row->notes);
}

/* A table of the cells that changed, or of the others. */
static void print_table(const struct comparison *c, bool changes, bool all,
			FILE *to)
{
	bool empty = true;

	for (size_t g = 0; g < COMPARE_GROUPS; g++) {
		enum verdict verdict = compare_groups[g];
		const struct compared_cell **cells;
		size_t count;

		if (is_change(verdict) != changes ||
		    (verdict == VERDICT_UNCHANGED && !all))
			continue;
		cells = compare_group(c, verdict, &count);
		if (count && empty)
			fputs("\n| verdict | cell | base | new | change | "
			      "notes |\n"
			      "| --- | --- | ---: | ---: | ---: | --- |\n",
			      to);
		for (size_t i = 0; i < count; i++) {
			struct compare_row row = compare_row_of(c, cells[i]);

			print_row(&row, to);
		}
		empty = empty && !count;
		free(cells);
	}
}

static void print_folded(const struct comparison *c, const char *command,
			 bool all, FILE *to)
{
	fputs("\n<details><summary>Environment, other cells and "
	      "command</summary>\n",
	      to);
	if (!comparison_unlike(c))
		print_table(c, false, all, to);
	fputs("\n```\n", to);
	compare_print_sides(c, to);
	compare_print_venue(c, to);
	if (c->environment->count)
		fputs(comparison_unlike(c) ? "The environments are unlike:\n"
					   : "ACROSS unlike environments:\n",
		      to);
	compare_print_fields(c, to);
	if (!comparison_unlike(c))
		compare_print_skipped(c, all, to);
	print_text(to, "%s\n", command);
	fputs("```\n\n</details>\n", to);
}

static void print_findings(const struct comparison *c, bool all, FILE *to)
{
	char unit[80];

	compare_unit(c, unit, sizeof(unit));
	fputs("```\n", to);
	compare_print_counts(c, false, to);
	compare_print_shift(c, to);
	if (c->costs)
		compare_print_modes(c, to);
	print_text(to, "Numbers: %s, of one operation.\n", unit);
	fputs("```\n", to);
	print_table(c, true, all, to);
}

void compare_markdown(const struct comparison *c, const char *command, bool all,
		      FILE *to)
{
	char headline[COMPARE_HEADLINE_MAX];

	compare_headline(c, headline, sizeof(headline));
	print_text(to, "**%s**\n", headline);
	fputc('\n', to);
	compare_print_plans(c, to);
	if (!comparison_unlike(c))
		print_findings(c, all, to);
	print_folded(c, command, all, to);
}
