// SPDX-License-Identifier: GPL-2.0-only
/* Writing the numbers of cells. */
#include "report/known_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "print/interval_text.h"
#include "print/numbers.h"
#include "report/html.h"

void typeset(const char *plain, char text[KNOWN_TEXT_MAX])
{
	size_t n = 0;

	while (*plain && n + 4 < KNOWN_TEXT_MAX) {
		const char *instead = NULL;
		size_t length = 1;

		if (!strncmp(plain, "+-", 2)) {
			instead = "\u00b1";
			length = 2;
		} else if (*plain == '-') {
			instead = "\u2212";
		} else if (*plain == ' ') {
			instead = "\u00a0";
		} else if (*plain == '<') {
			instead = "&lt;";
		} else if (*plain == '>') {
			instead = "&gt;";
		}
		if (instead)
			n += (size_t)snprintf(text + n, KNOWN_TEXT_MAX - n,
					      "%s", instead);
		else
			text[n++] = *plain;
		plain += length;
	}
	text[n] = '\0';
}

static void nothing(char text[KNOWN_TEXT_MAX])
{
	snprintf(text, KNOWN_TEXT_MAX, "\u2013");
}

/* Whether a cell has a cost: it is not its own baseline. */
static bool has_cost(const struct result_cell *cell)
{
	return !isnan(cell->stats.over_none) &&
	       !cell_is_baseline(&cell->cell, &cell->cell);
}

/* "+5,386", and "0" without a sign. */
static void write_units(double number, bool sign, char text[KNOWN_TEXT_MAX])
{
	char plain[KNOWN_TEXT_MAX];

	format_units(number, sign && fabs(number) >= 0.5, plain, sizeof(plain));
	typeset(plain, text);
}

static void write_interval(const struct interval *interval, bool sign,
			   char text[KNOWN_TEXT_MAX])
{
	char plain[KNOWN_TEXT_MAX];

	interval_text(interval, sign, plain, sizeof(plain));
	typeset(plain, text);
}

void known_time(const struct result_cell *cell,
		const struct cell_interval *intervals,
		char text[KNOWN_TEXT_MAX])
{
	if (isnan(cell->stats.p50))
		nothing(text);
	else if (intervals && !isnan(intervals[cell->index].time.value))
		write_interval(&intervals[cell->index].time, false, text);
	else
		write_units(cell->stats.p50, false, text);
}

void known_none(const struct result_cell *cell,
		const struct cell_interval *intervals,
		char text[KNOWN_TEXT_MAX])
{
	const struct cell_interval *known =
		intervals ? &intervals[cell->index] : NULL;

	if (isnan(cell->stats.over_none))
		nothing(text);
	else if (known && !isnan(known->cost.value))
		/* Its own interval is in the row of the baseline. */
		write_units(known->time.value - known->cost.value, false, text);
	else
		write_units(cell->stats.p50 - cell->stats.over_none, false,
			    text);
}

void known_cost(const struct result_cell *cell,
		const struct cell_interval *intervals,
		char text[KNOWN_TEXT_MAX])
{
	if (!has_cost(cell))
		nothing(text);
	else if (intervals && !isnan(intervals[cell->index].cost.value))
		write_interval(&intervals[cell->index].cost, true, text);
	else
		write_units(cell->stats.over_none, true, text);
}

void known_percent(const struct result_cell *cell,
		   const struct cell_interval *intervals,
		   char text[KNOWN_TEXT_MAX])
{
	size_t length;

	if (!has_cost(cell)) {
		nothing(text);
	} else if (intervals && !isnan(intervals[cell->index].cost_pct.value)) {
		write_interval(&intervals[cell->index].cost_pct, true, text);
		length = strlen(text);
		snprintf(text + length, KNOWN_TEXT_MAX - length, "\u00a0%%");
	} else {
		percent_text(cell->stats.over_none_pct, text);
	}
}
