// SPDX-License-Identifier: GPL-2.0-only
/* A comparison as text, as Markdown and as JSON. */
#include "print/compare.h"

#include <math.h>
#include <string.h>

#include "print/table.h"

/* How both forms for readers differ. */
struct form {
	const char *row, *between, *end; /* around the fields of a row */
	FILE *to;
};

static void describe(const struct compared_cell *cell, char *text, size_t size)
{
	const struct result_cell *a = cell->base ? cell->base : cell->fresh;
	const struct result_cell *b = cell->fresh ? cell->fresh : a;
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
	const struct cell_verdict *v = &cell->judged;
	double percent = 100 * (v->ratio - 1);

	if (c->exact)
		snprintf(text, size, "%+.0f %+.3g%%",
			 cell->fresh_p50 - cell->base_p50, percent);
	else
		snprintf(text, size, "%+.2f%% [%+.2f, %+.2f]", percent,
			 100 * (v->low - 1), 100 * (v->high - 1));
}

static void format_notes(const struct comparison *c,
			 const struct compared_cell *cell, char *text,
			 size_t size)
{
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < cell->counter_count && n < size; i++)
		n += (size_t)snprintf(text + n, size - n, "%s%s %g -> %g",
				      n ? ", " : "", cell->counters[i].name,
				      cell->counters[i].base,
				      cell->counters[i].fresh);
	if (c->exact && cell->moved && cell->fresh_p50 == cell->base_p50 &&
	    n < size)
		n += (size_t)snprintf(text + n, size - n,
				      "%sother times, same median",
				      n ? ", " : "");
	if (cell->judged.more && n < size)
		snprintf(text + n, size - n, "%sneeds %zu more %s a side",
			 n ? ", " : "", cell->judged.more,
			 c->base->count > 1 || c->unfit == UNFIT_BOOTS
				 ? "boots"
				 : "processes");
}

static bool is_shown(const struct compared_cell *cell, bool all)
{
	if (cell->skipped)
		return false;
	return all || cell->moved || cell->counter_count ||
	       cell->judged.verdict != VERDICT_UNCHANGED;
}

static void print_sides(const struct comparison *c, const char *begin, FILE *to)
{
	const struct side *sides[] = {c->base, c->fresh};
	const char *names[] = {"BASE", "NEW"};

	for (size_t s = 0; s < 2; s++) {
		const struct result *run = sides[s]->runs[0];

		fprintf(to, "%s%-4s  %s", begin, names[s], run->path);
		if (sides[s]->count > 1)
			fprintf(to, " and %zu more", sides[s]->count - 1);
		if (sides[s]->mode)
			fprintf(to, ", mode %s", sides[s]->mode);
		fprintf(to, "  (%s, %s)\n", run->kernel, run->venue);
	}
}

static void print_environment(const struct comparison *c, const char *begin,
			      FILE *to)
{
	if (!c->field_count)
		return;
	fprintf(to, "%s%s\n", begin,
		c->options.across
			? "ACROSS unlike environments:"
			: "The environments are unlike (--across compares all "
			  "the same):");
	for (size_t i = 0; i < c->field_count; i++)
		fprintf(to, "%s  %s: %s -> %s\n", begin, c->fields[i].name,
			c->fields[i].base, c->fields[i].fresh);
}

static void print_skipped(const struct comparison *c, const char *begin,
			  FILE *to)
{
	for (size_t i = 0; i < c->count; i++) {
		char text[256];

		if (!c->cells[i].skipped)
			continue;
		describe(&c->cells[i], text, sizeof(text));
		fprintf(to, "%snot compared, %s: %s\n", begin,
			c->cells[i].skipped, text);
	}
}

static void print_summary(const struct comparison *c, const char *begin,
			  FILE *to)
{
	static const enum verdict order[] = {VERDICT_REGRESSED,
					     VERDICT_IMPROVED,
					     VERDICT_UNCHANGED,
					     VERDICT_INCONCLUSIVE};
	size_t compared = 0;

	for (size_t i = 0; i < c->count; i++)
		compared += !c->cells[i].skipped;
	fprintf(to, "%s%zu cells:", begin, compared);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		fprintf(to, "%s %zu %s", i ? "," : "",
			comparison_count(c, order[i]), verdict_names[order[i]]);
		if (order[i] == VERDICT_UNCHANGED && c->options.threshold > 0)
			fprintf(to, " within %g%%", 100 * c->options.threshold);
	}
	fputc('\n', to);
	if (comparison_broken(c))
		fprintf(to, "%s%zu more fail in NEW, which is a regression.\n",
			begin, comparison_broken(c));
	if (c->unfit == UNFIT_DRIFT)
		fprintf(to,
			"%sNo cell is judged: a run drifted by more than "
			"%g%% from its begin to its end.\n",
			begin, 100 * c->options.threshold);
	if (c->unfit == UNFIT_BOOTS)
		fprintf(to,
			"%sNo cell is judged: the runs are of different "
			"boots, which differ by themselves. Compare folders "
			"with several runs each.\n",
			begin);
	if (comparison_void(c))
		fprintf(to,
			"%sVOID: a run's A/A arms, which measured the same, "
			"differ (p = %.2g).\n",
			begin, c->arms);
}

void compare_text(const struct comparison *c, bool all, FILE *to)
{
	struct table *table = table_new(5, 2);
	size_t rows = 0;

	print_sides(c, "", to);
	print_environment(c, "", to);
	if (comparison_unlike(c) || !table) {
		table_free(table);
		return;
	}
	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];
		char text[256], change[80], notes[512];

		if (!is_shown(cell, all))
			continue;
		describe(cell, text, sizeof(text));
		format_change(c, cell, change, sizeof(change));
		format_notes(c, cell, notes, sizeof(notes));
		table_add(table, "%s", verdict_names[cell->judged.verdict]);
		table_add(table, "%s%s%s", text, notes[0] ? ": " : "", notes);
		table_add(table, "%.0f", cell->base_p50);
		table_add(table, "%.0f", cell->fresh_p50);
		table_add(table, "%s", change);
		rows++;
	}
	if (rows)
		table_print(table, to);
	table_free(table);
	print_skipped(c, "", to);
	print_summary(c, "", to);
}

void compare_markdown(const struct comparison *c, bool all, FILE *to)
{
	print_sides(c, "    ", to);
	print_environment(c, "    ", to);
	if (comparison_unlike(c))
		return;
	fprintf(to, "\n| verdict | cell | base | new | change | notes |\n"
		    "| --- | --- | ---: | ---: | ---: | --- |\n");
	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];
		char text[256], change[80], notes[512];

		if (!is_shown(cell, all))
			continue;
		describe(cell, text, sizeof(text));
		format_change(c, cell, change, sizeof(change));
		format_notes(c, cell, notes, sizeof(notes));
		fprintf(to, "| %s | %s | %.0f | %.0f | %s | %s |\n",
			verdict_names[cell->judged.verdict], text,
			cell->base_p50, cell->fresh_p50, change, notes);
	}
	fputc('\n', to);
	print_skipped(c, "", to);
	print_summary(c, "", to);
}

/* NAN has no JSON. */
static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *counters_json(const struct compared_cell *cell)
{
	json_t *object = json_object();

	for (size_t i = 0; i < cell->counter_count; i++)
		json_object_set_new(object, cell->counters[i].name,
				    json_pack("{s:f, s:f}", "base",
					      cell->counters[i].base, "new",
					      cell->counters[i].fresh));
	return object;
}

static json_t *cell_json(const struct compared_cell *cell)
{
	const struct result_cell *any = cell->base ? cell->base : cell->fresh;
	const struct cell_verdict *v = &cell->judged;
	char text[256];

	describe(cell, text, sizeof(text));
	if (cell->skipped)
		return json_pack("{s:s, s:O, s:s}", "cell", text, "keys",
				 json_object_get(any->keys, "cell"), "skipped",
				 cell->skipped);
	return json_pack(
		"{s:s, s:O, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:I, "
		"s:o}",
		"cell", text, "keys", json_object_get(any->keys, "cell"),
		"verdict", verdict_names[v->verdict], "primary", v->primary,
		"base_p50", number(cell->base_p50), "new_p50",
		number(cell->fresh_p50), "ratio", number(v->ratio), "low",
		number(v->low), "high", number(v->high), "p", number(v->p),
		"moved", cell->moved, "needs_more", (json_int_t)v->more,
		"counters", counters_json(cell));
}

static json_t *paths_json(const struct side *side)
{
	json_t *paths = json_array();

	for (size_t i = 0; i < side->count; i++)
		json_array_append_new(paths, json_string(side->runs[i]->path));
	return paths;
}

json_t *compare_json(const struct comparison *c)
{
	static const char *const unfit[] = {
		[FIT] = NULL, [UNFIT_DRIFT] = "drift", [UNFIT_BOOTS] = "boots"};
	json_t *cells = json_array(), *fields = json_object();

	for (size_t i = 0; !comparison_unlike(c) && i < c->count; i++)
		json_array_append_new(cells, cell_json(&c->cells[i]));
	for (size_t i = 0; i < c->field_count; i++)
		json_object_set_new(fields, c->fields[i].name,
				    json_pack("{s:s, s:s}", "base",
					      c->fields[i].base, "new",
					      c->fields[i].fresh));
	return json_pack(
		"{s:s, s:o, s:o, s:s, s:b, s:b, s:o, s:f, s:f, s:b, s:s?, s:o}",
		"schema", "mnbench-compare/1", "base", paths_json(c->base),
		"new", paths_json(c->fresh), "venue", c->base->runs[0]->venue,
		"comparable", !comparison_unlike(c), "across",
		c->options.across && c->field_count, "environment", fields,
		"threshold", c->options.threshold, "level", c->options.level,
		"void", comparison_void(c), "unfit", unfit[c->unfit], "cells",
		cells);
}
