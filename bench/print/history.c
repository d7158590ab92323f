// SPDX-License-Identifier: GPL-2.0-only
#include "print/history.h"

#include <math.h>
#include <string.h>

#include "judge/environment_diff.h"
#include "print/table.h"

static const char *short_name(const struct result *run)
{
	const char *slash = strrchr(run->path, '/');

	return slash ? slash + 1 : run->path;
}

/* Where something else than what is measured changed, too. */
static void print_environments(const struct history *h, FILE *to)
{
	for (size_t r = 1; r < h->run_count; r++) {
		struct field_difference *fields = NULL;
		size_t count = 0;

		environment_compare(
			json_object_get(h->runs[r - 1]->root, "environment"),
			json_object_get(h->runs[r]->root, "environment"),
			&fields, &count);
		if (count)
			fprintf(to, "environment changed at %s:",
				short_name(h->runs[r]));
		for (size_t i = 0; i < count; i++)
			fprintf(to, "%s %s", i ? "," : "", fields[i].name);
		if (count)
			fputc('\n', to);
		fields_free(fields, count);
	}
}

static void add_row(struct table *table, const struct history *h,
		    const struct history_cell *cell,
		    const struct history_change *change)
{
	double percent = 100 * (change->after / change->before - 1);
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	table_add(table, "%s%s%s", text, change->note ? ": " : "",
		  change->note ? change->note : "");
	table_add(table, "%s", short_name(h->runs[change->run]));
	table_add(table, "%.0f", change->before);
	table_add(table, "%.0f", change->after);
	table_add(table, "%+.3g%%", percent);
	if (h->exact)
		table_add(table, "%+.0f", change->after - change->before);
	else
		table_add(table, "p %.1g", change->p);
}

void history_text(const struct history *h, FILE *to)
{
	struct table *table = table_new(6, 2);
	size_t drifting = 0;

	fprintf(to, "%zu runs by %s, from %s to %s; %zu cells\n", h->run_count,
		h->options.by, h->keys[0], h->keys[h->run_count - 1], h->count);
	print_environments(h, to);
	for (size_t i = 0; table && i < h->count; i++)
		for (size_t k = 0; k < h->cells[i].change_count; k++)
			add_row(table, h, &h->cells[i],
				&h->cells[i].changes[k]);
	if (table && history_changes(h))
		table_print(table, to);
	table_free(table);
	for (size_t i = 0; i < h->count; i++) {
		char text[256];

		if (!h->cells[i].drifts)
			continue;
		cell_describe(&h->cells[i].cell->cell, text, sizeof(text));
		fprintf(to, "drifts, without a step: %s\n", text);
		drifting++;
	}
	fprintf(to, "%zu changes", history_changes(h));
	if (drifting)
		fprintf(to, ", %zu cells drift", drifting);
	fputc('\n', to);
}

/* "munmap.global.far.device_ns=5us" */
static void print_column(const struct history_cell *cell, FILE *to)
{
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	for (char *at = text; *at; at++)
		if (*at == ' ')
			*at = '.';
	fprintf(to, ",%s", text);
}

static bool in_all_runs(const struct history *h,
			const struct history_cell *cell)
{
	for (size_t r = 0; r < h->run_count; r++)
		if (isnan(cell->value[r]))
			return false;
	return true;
}

/* Otava takes no column with a gap. */
size_t history_csv(const struct history *h, FILE *to)
{
	size_t left_out = 0;

	fputs("time,run,kernel", to);
	for (size_t i = 0; i < h->count; i++) {
		if (in_all_runs(h, &h->cells[i]))
			print_column(&h->cells[i], to);
		else
			left_out++;
	}
	fputc('\n', to);
	for (size_t r = 0; r < h->run_count; r++) {
		const char *started = json_string_value(json_object_get(
			json_object_get(h->runs[r]->root, "host"), "started"));

		fprintf(to, "%s,%s,%s", started ? started : "",
			short_name(h->runs[r]), h->runs[r]->kernel);
		for (size_t i = 0; i < h->count; i++)
			if (in_all_runs(h, &h->cells[i]))
				fprintf(to, ",%.17g", h->cells[i].value[r]);
		fputc('\n', to);
	}
	return left_out;
}

static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *cell_json(const struct history *h,
			 const struct history_cell *cell)
{
	json_t *values = json_array(), *changes = json_array();
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	for (size_t r = 0; r < h->run_count; r++)
		json_array_append_new(values, number(cell->value[r]));
	for (size_t k = 0; k < cell->change_count; k++) {
		const struct history_change *change = &cell->changes[k];

		json_array_append_new(
			changes,
			json_pack("{s:I, s:o, s:o, s:o, s:s?}", "run",
				  (json_int_t)change->run, "before",
				  number(change->before), "after",
				  number(change->after), "p", number(change->p),
				  "note", change->note));
	}
	return json_pack("{s:s, s:O, s:o, s:o, s:b}", "cell", text, "keys",
			 json_object_get(cell->cell->keys, "cell"), "p50",
			 values, "changes", changes, "drifts", cell->drifts);
}

json_t *history_json(const struct history *h)
{
	json_t *runs = json_array(), *cells = json_array();

	for (size_t r = 0; r < h->run_count; r++)
		json_array_append_new(runs, json_pack("{s:s, s:s, s:s}", "path",
						      h->runs[r]->path, "key",
						      h->keys[r], "kernel",
						      h->runs[r]->kernel));
	for (size_t i = 0; i < h->count; i++)
		json_array_append_new(cells, cell_json(h, &h->cells[i]));
	return json_pack("{s:s, s:s, s:s, s:f, s:f, s:o, s:o}", "schema",
			 "mnbench-history/1", "venue", h->runs[0]->venue, "by",
			 h->options.by, "threshold", h->options.threshold,
			 "level", h->options.level, "runs", runs, "cells",
			 cells);
}
