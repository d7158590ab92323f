// SPDX-License-Identifier: GPL-2.0-only
/* Printing what changed in each mode. */
#include "print/compare_modes.h"

#include <stdlib.h>
#include <string.h>

#include "judge/mode_summary.h"
#include "print/compare_row.h"
#include "print/text.h"

#define MODE_TEXT_MAX (2 * CELL_NAME_MAX + 8)

static void mode_text(const struct mode_summary *s, char *text, size_t size)
{
	bool same = strcmp(s->base, s->fresh) == 0;

	snprintf(text, size, "%s%s%s", s->base, same ? "" : " -> ",
		 same ? "" : s->fresh);
}

/* "-11.3% cow far" */
static void print_change(const struct comparison *c,
			 const struct compared_cell *cell, FILE *to)
{
	char percent[64], place[COMPARE_LABEL_MAX];

	compare_percent(cell, percent, sizeof(percent));
	compare_place(c, &cell->pair, place, sizeof(place));
	print_text(to, "%s %s", percent, place);
}

/* None of the cells became worse or better. */
static void print_same(const struct mode_summary *s, FILE *to)
{
	size_t unknown = s->count[VERDICT_INCONCLUSIVE];

	if (unknown)
		fprintf(to, "%zu of %zu cells inconclusive\n", unknown,
			s->cells);
	else
		fprintf(to, "no change in %zu cells\n", s->cells);
}

static void print_mode(const struct comparison *c, const struct mode_summary *s,
		       int width, FILE *to)
{
	size_t worse = s->count[VERDICT_REGRESSED];
	size_t better = s->count[VERDICT_IMPROVED];
	char mode[MODE_TEXT_MAX];

	mode_text(s, mode, sizeof(mode));
	print_text(to, "%-*s  ", width, mode);
	if (!s->most) {
		print_same(s, to);
		return;
	}
	print_change(c, s->least, to);
	if (s->most != s->least) {
		fputs(" to ", to);
		print_change(c, s->most, to);
	}
	fprintf(to, "; %zu worse, %zu better\n", worse, better);
}

void compare_print_modes(const struct comparison *c, FILE *to)
{
	struct mode_summaries *summaries = mode_summaries_make(c);
	char mode[MODE_TEXT_MAX];
	int width = 0;

	if (!summaries)
		abort(); /* no memory */
	for (size_t i = 0; i < summaries->count; i++) {
		mode_text(&summaries->at[i], mode, sizeof(mode));
		if ((int)strlen(mode) > width)
			width = (int)strlen(mode);
	}
	fprintf(to, "By mode, %s:\n",
		c->costs ? "cost over none (of none itself: time)" : "time");
	for (size_t i = 0; i < summaries->count; i++)
		print_mode(c, &summaries->at[i], width, to);
	mode_summaries_free(summaries);
}
