// SPDX-License-Identifier: GPL-2.0-only
/* What a history says of cells and the machine in sentences. */
#include "print/history_notes.h"

#include "print/text.h"

/* How many cells a sentence names. */
#define NAMES_MAX 3

typedef bool (*choose_cell)(const struct cell_history *cell);

static bool drifts(const struct cell_history *cell)
{
	return cell->drifts;
}

static bool wanders(const struct cell_history *cell)
{
	return cell->wanders;
}

static bool has_failed(const struct cell_history *cell)
{
	return cell->failed != 0;
}

static bool has_zeros(const struct cell_history *cell)
{
	return cell->zeros != 0;
}

static size_t count_cells(const struct history *h, choose_cell choose)
{
	size_t count = 0;

	for (size_t i = 0; i < h->count; i++)
		count += choose(&h->cells[i]);
	return count;
}

/* ": a, b, c and 2 more" */
static void print_names(const struct history *h, choose_cell choose, FILE *to)
{
	size_t count = count_cells(h, choose), named = 0;

	for (size_t i = 0; i < h->count && named < NAMES_MAX; i++) {
		char text[256];

		if (!choose(&h->cells[i]))
			continue;
		cell_describe(&h->cells[i].cell->cell, text, sizeof(text));
		print_text(to, "%s %s", named ? "," : ":", text);
		named++;
	}
	if (count > named)
		fprintf(to, " and %zu more", count - named);
	fputc('\n', to);
}

/* "3 of 63 cells WHAT: a, b, c". Nothing if there are none. */
static void note(const struct history *h, choose_cell choose, const char *what,
		 FILE *to)
{
	size_t count = count_cells(h, choose);

	if (!count)
		return;
	fprintf(to, "%zu of %zu cells %s", count, h->count, what);
	print_names(h, choose, to);
}

void history_headline(const struct history *h, FILE *to)
{
	fprintf(to, "%zu of %zu cells changed in %zu runs", history_changed(h),
		h->count, h->run_count);
	print_names(h, cell_history_changed, to);
}

static void print_machine(const struct history *h, FILE *to)
{
	if (!h->machine.value)
		fputs("The machine is not told from the cells: that takes at "
		      "least 5 cells in most runs\n",
		      to);
	else if (h->machine.drifts)
		fputs("The machine drifts, and all cells with it; the cells "
		      "are judged without that\n",
		      to);
	else if (h->machine.wanders)
		fputs("The machine wanders, and all cells with it; the cells "
		      "are judged without that\n",
		      to);
	else if (h->machine.change_count)
		fputs("The machine changed, and all cells with it; the cells "
		      "are judged without that\n",
		      to);
}

void history_notes(const struct history *h, FILE *to)
{
	if (!h->exact)
		print_machine(h, to);
	note(h, drifts, "drift, which is no step", to);
	note(h, wanders,
	     "wander like a random walk, which steps cannot be told from", to);
	note(h, has_failed, "failed in some runs, which do not count for them",
	     to);
	if (!h->exact)
		note(h, has_zeros,
		     "took no time by the clock in some runs, which do not "
		     "count for them",
		     to);
}
