// SPDX-License-Identifier: GPL-2.0-only
/* A comparison as text and as a Markdown table. */
#include "print/compare.h"

#include <string.h>

#include "print/line_width.h"
#include "print/table.h"
#include "print/text.h"

/* What is printed of one cell. */
struct row {
	const char *verdict;
	char cell[256], change[80], notes[512];
	double base, fresh; /* p50 */
};

void compare_describe(const struct cell_pair *pair, char *text, size_t size)
{
	const struct result_cell *a = pair->base ? pair->base : pair->fresh;
	const struct result_cell *b = pair->fresh ? pair->fresh : a;
	size_t n;

	cell_describe(&a->cell, text, size);
	n = strlen(text);
	if (strcmp(a->cell.mode, b->cell.mode))
		snprintf(text + n, size - n, " (NEW: %s)", b->cell.mode);
}

static void format_change(const struct comparison *c,
			  const struct compared_cell *cell, char *text,
			  size_t size)
{
	const struct cell_pair *pair = &cell->pair;
	const struct cell_verdict *v = &cell->judged;
	double percent = 100 * (v->ratio - 1);

	if (c->exact)
		snprintf(text, size, "%+.0f %+.3g%%",
			 pair->fresh->stats.p50 - pair->base->stats.p50,
			 percent);
	else
		snprintf(text, size, "%+.2f%% [%+.2f, %+.2f]", percent,
			 100 * (v->low - 1), 100 * (v->high - 1));
}

static bool has_same_median(const struct cell_pair *pair)
{
	return pair->fresh->stats.p50 == pair->base->stats.p50;
}

static void format_notes(const struct comparison *c,
			 const struct compared_cell *cell, char *text,
			 size_t size)
{
	const struct counter_changes *counters = &cell->counters;
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < counters->count && n < size; i++)
		n += (size_t)snprintf(text + n, size - n, "%s%s %g -> %g",
				      n ? ", " : "", counters->at[i].name,
				      counters->at[i].base,
				      counters->at[i].fresh);
	if (c->exact && cell->judged.moved && has_same_median(&cell->pair) &&
	    n < size)
		n += (size_t)snprintf(text + n, size - n,
				      "%sother times, same median",
				      n ? ", " : "");
	if (cell->judged.more && n < size)
		snprintf(text + n, size - n, "%sneeds %zu more %s a side",
			 n ? ", " : "", cell->judged.more,
			 c->boots ? "boots" : "processes");
}

static bool is_shown(const struct compared_cell *cell, bool all)
{
	if (cell->pair.skipped)
		return false;
	return all || cell->judged.moved || cell->counters.count ||
	       cell->judged.verdict != VERDICT_UNCHANGED;
}

static struct row make_row(const struct comparison *c,
			   const struct compared_cell *cell)
{
	struct row row = {
		.verdict = verdict_name(cell->judged.verdict),
		.base = cell->pair.base->stats.p50,
		.fresh = cell->pair.fresh->stats.p50,
	};

	compare_describe(&cell->pair, row.cell, sizeof(row.cell));
	format_change(c, cell, row.change, sizeof(row.change));
	format_notes(c, cell, row.notes, sizeof(row.notes));
	return row;
}

static void print_sides(const struct comparison *c, const char *begin, FILE *to)
{
	const struct side *sides[] = {c->base, c->fresh};
	const char *names[] = {"BASE", "NEW"};

	for (size_t s = 0; s < 2; s++) {
		const struct result *run = sides[s]->runs[0];

		print_text(to, "%s%-4s  %s", begin, names[s], run->path);
		if (sides[s]->count > 1)
			fprintf(to, " and %zu more", sides[s]->count - 1);
		if (sides[s]->mode)
			print_text(to, ", mode %s", sides[s]->mode);
		print_text(to, "  (%s, %s)\n", run->kernel, run->venue);
	}
}

static void print_environment(const struct comparison *c, const char *begin,
			      FILE *to)
{
	const struct environment_diff *diff = c->environment;

	if (!diff->count)
		return;
	fprintf(to, "%s%s\n", begin,
		c->options.across ? "ACROSS unlike environments:"
				  : "The environments are unlike (--across "
				    "compares nevertheless):");
	for (size_t i = 0; i < diff->count; i++)
		print_text(to, "%s  %s: %s -> %s\n", begin, diff->at[i].name,
			   diff->at[i].base, diff->at[i].fresh);
}

static void print_skipped(const struct comparison *c, FILE *to)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct cell_pair *pair = &c->cells[i].pair;
		char text[256];

		if (!pair->skipped)
			continue;
		compare_describe(pair, text, sizeof(text));
		print_text(to, "not compared, %s%s%s%s: %s\n", pair->skipped,
			   pair->failed_run ? " (" : "",
			   pair->failed_run ? pair->failed_run->path : "",
			   pair->failed_run ? ")" : "", text);
	}
}

static void print_counts(const struct comparison *c, FILE *to)
{
	static const enum verdict order[] = {VERDICT_REGRESSED,
					     VERDICT_IMPROVED,
					     VERDICT_UNCHANGED,
					     VERDICT_INCONCLUSIVE};
	size_t compared = 0;

	for (size_t i = 0; i < c->count; i++)
		compared += !c->cells[i].pair.skipped;
	fprintf(to, "%zu cells:", compared);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		fprintf(to, "%s %zu %s", i ? "," : "",
			comparison_count(c, order[i]), verdict_name(order[i]));
		if (order[i] == VERDICT_UNCHANGED && c->options.threshold > 0)
			fprintf(to, " within %g%%", 100 * c->options.threshold);
	}
	fputc('\n', to);
}

/* Say why verdicts are limited, or why there are none. */
static void print_warnings(const struct comparison *c, FILE *to)
{
	if (comparison_broken(c))
		fprintf(to, "%zu more fail in NEW, which is a regression.\n",
			comparison_broken(c));
	if (c->unfit != FIT)
		fprintf(to, "No cell is judged: %s.\n", unfit_text(c->unfit));
	if (comparison_void(c))
		fprintf(to,
			"VOID: the A/A test of a run failed (p = %.2g): both "
			"arms measured the same and differ.\n",
			c->aa_p);
}

static void print_table(const struct comparison *c, bool all, FILE *to)
{
	struct table *table = table_new(5, 2);
	size_t rows = 0;

	for (size_t i = 0; i < c->count; i++) {
		struct row row;

		if (!is_shown(&c->cells[i], all))
			continue;
		row = make_row(c, &c->cells[i]);
		table_add(table, "%s", row.verdict);
		table_add(table, "%s%s%s", row.cell, row.notes[0] ? ": " : "",
			  row.notes);
		table_add(table, "%.0f", row.base);
		table_add(table, "%.0f", row.fresh);
		table_add(table, "%s", row.change);
		rows++;
	}
	if (rows)
		table_print_fit(table, 1, line_width(), to);
	table_free(table);
}

static void print_markdown_table(const struct comparison *c, bool all, FILE *to)
{
	fprintf(to, "\n| verdict | cell | base | new | change | notes |\n"
		    "| --- | --- | ---: | ---: | ---: | --- |\n");
	for (size_t i = 0; i < c->count; i++) {
		struct row row;

		if (!is_shown(&c->cells[i], all))
			continue;
		row = make_row(c, &c->cells[i]);
		print_text(to, "| %s | %s | %.0f | %.0f | %s | %s |\n",
			   row.verdict, row.cell, row.base, row.fresh,
			   row.change, row.notes);
	}
	fputc('\n', to);
}

/* @begin: what each line of text begins with. */
static void print_all(const struct comparison *c, bool all, const char *begin,
		      void (*table)(const struct comparison *c, bool all,
				    FILE *to),
		      FILE *to)
{
	print_sides(c, begin, to);
	print_environment(c, begin, to);
	if (comparison_unlike(c))
		return;
	table(c, all, to);
	print_skipped(c, to);
	print_counts(c, to);
	print_warnings(c, to);
}

void compare_text(const struct comparison *c, bool all, FILE *to)
{
	print_all(c, all, "", print_table, to);
}

/* Four spaces make a block of preformatted lines. */
void compare_markdown(const struct comparison *c, bool all, FILE *to)
{
	print_all(c, all, "    ", print_markdown_table, to);
}
