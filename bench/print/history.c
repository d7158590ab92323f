// SPDX-License-Identifier: GPL-2.0-only
/* A history as text: where cells changed, and where the environment did. */
#include "print/history.h"

#include <string.h>

#include "judge/environment_diff.h"
#include "print/line_width.h"
#include "print/table.h"
#include "print/text.h"

/* The name of the file without its folder. */
static const char *short_name(const struct ordered_run *run)
{
	const char *slash = strrchr(run->run->path, '/');

	return slash ? slash + 1 : run->run->path;
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

static void add_row(struct table *table, const struct history *h,
		    const struct cell_history *cell,
		    const struct history_change *change)
{
	double percent = 100 * (change->after / change->before - 1);
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	table_add(table, "%s%s%s", text, change->note ? ": " : "",
		  change->note ? change->note : "");
	table_add(table, "%s", short_name(&h->runs[change->run]));
	table_add(table, "%.0f", change->before);
	table_add(table, "%.0f", change->after);
	table_add(table, "%+.3g%%", percent);
	if (h->exact)
		table_add(table, "%+.0f", change->after - change->before);
	else
		table_add(table, "p %.1g", change->p);
}

/* Returns how many cells drift. */
static size_t print_drifts(const struct history *h, FILE *to)
{
	size_t drifting = 0;

	for (size_t i = 0; i < h->count; i++) {
		char text[256];

		if (!h->cells[i].drifts)
			continue;
		cell_describe(&h->cells[i].cell->cell, text, sizeof(text));
		print_text(to, "drifts, without a step: %s\n", text);
		drifting++;
	}
	return drifting;
}

void history_text(const struct history *h, FILE *to)
{
	struct table *table = table_new(6, 2);
	size_t drifting;

	print_text(to, "%zu runs by %s, from %s to %s; %zu cells\n",
		   h->run_count, h->options.by, h->runs[0].key,
		   h->runs[h->run_count - 1].key, h->count);
	print_environments(h, to);
	for (size_t i = 0; i < h->count; i++)
		for (size_t k = 0; k < h->cells[i].change_count; k++)
			add_row(table, h, &h->cells[i],
				&h->cells[i].changes[k]);
	if (history_changes(h))
		table_print_fit(table, 0, line_width(), to);
	table_free(table);
	drifting = print_drifts(h, to);
	fprintf(to, "%zu changes", history_changes(h));
	if (drifting)
		fprintf(to, ", %zu cells drift", drifting);
	fputc('\n', to);
}
