// SPDX-License-Identifier: GPL-2.0-only
/* Rounding the values of tables to what is known of them. */
#include "print/timed_text.h"

#include <math.h>
#include <stdio.h>

#include "print/interval_text.h"
#include "print/numbers.h"
#include "print/table.h"
#include "print/words.h"

bool timed_is_race(const struct result_cell *cell)
{
	return cell->cell.timed != TIMED_OPERATION &&
	       cell_other_threads(&cell->cell) > 0;
}

/*
 * Whether the time at a rank, as a share of all operations, is that of a fault
 * that gave up. Those take the longest.
 */
static bool gave_up_at(const struct cell_stats *s, double rank)
{
	double gave_up = round(s->gave_up_per_op * (double)s->ops);

	return ceil(rank * (double)s->ops) > (double)s->ops - gave_up;
}

static bool gave_up(const struct result_cell *cell,
		    const struct value_column *value)
{
	const struct cell_stats *s = &cell->stats;

	if (!(s->gave_up_per_op > 0))
		return false;
	switch (value->id) {
	case VALUE_P50:
	case VALUE_P50_PER_PAGE:
	case VALUE_MAPPING_PER_PAGE:
		return gave_up_at(s, 0.5);
	case VALUE_P99:
		return gave_up_at(s, 0.99);
	case VALUE_MAX:
		return true;
	default:
		return false;
	}
}

/* The time after which a fault gave up, rounded down. */
static void write_patience(double ns, char *text, size_t size)
{
	char time[WORDS_MAX];

	words_time_least(ns, time);
	snprintf(text, size, ">%s", time);
}

/* Three digits of what has no interval of its own. */
static void write_rounded(double n, int digits, char *text, size_t size)
{
	double unit = n == 0 ? 1 : pow(10, floor(log10(fabs(n))) - digits + 1);

	format_units(unit < 1 ? n : round(n / unit) * unit, false, text, size);
}

static void write_number(const struct result_cell *cell,
			 const struct cell_interval *intervals,
			 const struct value_column *value, double n, char *text,
			 size_t size)
{
	const struct cell_interval *known =
		intervals ? &intervals[cell->index] : NULL;

	if (timed_has_decimals(value, n))
		snprintf(text, size, "%.3g", n);
	else if (value->counts || (!intervals && !timed_is_race(cell)))
		format_units(n, false, text, size);
	else if (known && value->id == VALUE_P50)
		interval_text(&known->time, false, text, size);
	else if (known && value->id == VALUE_OVER_NONE)
		interval_text(&known->cost, false, text, size);
	else
		write_rounded(n, 2, text, size);
}

void timed_text(const struct result_cell *cell,
		const struct cell_interval *intervals,
		const struct value_column *value, char *text, size_t size)
{
	double n = timed_number(cell, value);

	if (cell->failed || cell->stats.ops == 0)
		snprintf(text, size, "failed");
	else if (isnan(n))
		snprintf(text, size, TABLE_NOTHING);
	else if (!gave_up(cell, value))
		write_number(cell, intervals, value, n, text, size);
	else if (value->id == VALUE_P50 || value->id == VALUE_P99 ||
		 value->id == VALUE_MAX)
		write_patience(n, text, size);
	else
		snprintf(text, size, TABLE_NOTHING);
}
