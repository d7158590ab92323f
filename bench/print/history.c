// SPDX-License-Identifier: GPL-2.0-only
/* A history as text: where cells changed, and where the environment did. */
#include "print/history.h"

#include <string.h>

#include "judge/environment_diff.h"
#include "print/history_notes.h"
#include "print/line_width.h"
#include "print/table.h"
#include "print/text.h"

/* The name of the file without its folder. */
static const char *short_name(const struct ordered_run *run)
{
	const char *slash = strrchr(run->run->path, '/');

	return slash ? slash + 1 : run->run->path;
}

/* What a run was ordered by; of a path, the name of the file. */
static const char *short_key(const struct ordered_run *run)
{
	return run->key == run->run->path ? short_name(run) : run->key;
}

/* Where more than the measured build changed. */
static void print_environments(const struct history *h, FILE *to)
{
	for (size_t r = 1; r < h->run_count; r++) {
		struct environment_diff *diff = environment_diff_make(
			h->runs[r - 1].run->root, h->runs[r].run->root);

		if (diff && diff->count) {
			print_text(to, "environment changed at %s:",
				   short_name(&h->runs[r]));
			for (size_t i = 0; i < diff->count; i++)
				print_text(to, "%s %s", i ? "," : "",
					   diff->at[i].name);
			fputc('\n', to);
		}
		environment_diff_free(diff);
	}
}

static void add_percent(struct table *table,
			const struct history_change *change)
{
	if (change->before > 0)
		table_add(table, "%+.3g%%",
			  100 * (change->after / change->before - 1));
	else
		table_add(table, TABLE_NOTHING);
}

static void add_row(struct table *table, const struct history *h,
		    const struct cell_history *cell,
		    const struct history_change *change)
{
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	table_add(table, "%s%s%s", text, change->note ? ": " : "",
		  change->note ? change->note : "");
	table_add(table, "%s", short_name(&h->runs[change->run]));
	table_add(table, "%.0f", change->before);
	table_add(table, "%.0f", change->after);
	add_percent(table, change);
	if (h->exact)
		table_add(table, "%+.0f", change->after - change->before);
	else
		table_add(table, "p %.1g", change->p);
}

/* Changes of the machine have no time, only a share. */
static void add_machine(struct table *table, const struct history *h)
{
	for (size_t i = 0; i < h->machine.change_count; i++) {
		const struct history_change *change = &h->machine.changes[i];

		table_add(table, "the machine, all cells");
		table_add(table, "%s", short_name(&h->runs[change->run]));
		table_add(table, TABLE_NOTHING);
		table_add(table, TABLE_NOTHING);
		add_percent(table, change);
		table_add(table, "p %.1g", change->p);
	}
}

/* @moved: those that have only moved, else the others. */
static void print_changes(const struct history *h, bool moved, FILE *to)
{
	struct table *table = table_new(6, 2);
	size_t rows = 0;

	if (!moved) {
		add_machine(table, h);
		rows = h->machine.change_count;
	}
	for (size_t i = 0; i < h->count; i++) {
		const struct cell_history *cell = &h->cells[i];

		for (size_t k = 0; k < cell->change_count; k++) {
			if (cell->changes[k].moved != moved)
				continue;
			if (moved && !rows)
				fprintf(to, "moved by no more than %g %%:\n",
					100 * h->options.threshold);
			add_row(table, h, cell, &cell->changes[k]);
			rows++;
		}
	}
	if (rows)
		table_print_fit(table, 0, line_width(), to);
	table_free(table);
}

void history_text(const struct history *h, FILE *to)
{
	history_headline(h, to);
	print_text(to, "runs by %s, from %s to %s\n", h->options.by,
		   short_key(&h->runs[0]),
		   short_key(&h->runs[h->run_count - 1]));
	print_environments(h, to);
	history_notes(h, to);
	print_changes(h, false, to);
	print_changes(h, true, to);
}
