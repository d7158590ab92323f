// SPDX-License-Identifier: GPL-2.0-only
/* The texts of a compared cell, and the order of cells. */
#include "print/compare_row.h"

#include <math.h>
#include <stdlib.h>

#include "common/text.h"
#include "lib/memory.h"

const enum verdict compare_groups[COMPARE_GROUPS] = {
	VERDICT_REGRESSED,    VERDICT_IMPROVED,  VERDICT_MOVED,
	VERDICT_INCONCLUSIVE, VERDICT_UNCHANGED,
};

void compare_percent(const struct compared_cell *cell, char *text, size_t size)
{
	double change = compared_change(cell);

	if (isinf(change))
		snprintf(text, size, "from %.0f to %.0f", compared_base(cell),
			 compared_fresh(cell));
	else if (isnan(change))
		snprintf(text, size, "unknown");
	else
		snprintf(text, size, "%+.3g%%", 100 * change);
}

/* "+1.23", "+12.3" or "+123": three digits are all that is known. */
static void append_signed(struct text *to, double value)
{
	int digits = fabs(value) < 9.995 ? 2 : fabs(value) < 99.95 ? 1 : 0;

	text_append(to, "%+.*f", digits, value);
}

/* A change with its interval, if it is known: "+12.3% [+10.1, +14.5]". */
static void format_known(double change, double low, double high,
			 const char *unit, char *text, size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	if (isnan(change)) {
		text_append(&to, "unknown");
		return;
	}
	append_signed(&to, change);
	text_append(&to, "%s", unit);
	if (isnan(low) || isnan(high))
		return;
	text_append(&to, " [");
	append_signed(&to, low);
	text_append(&to, ", ");
	append_signed(&to, high);
	text_append(&to, "]");
}

/* A timed change in percent of what it was, or in units of the run. */
static void format_interval(const struct compared_cell *cell, char *text,
			    size_t size)
{
	const struct cell_verdict *v = &cell->judged;
	const struct cost_change *cost = &cell->cost;
	double change = compared_change(cell), percent = 100 / cost->base;

	if (!cell->by_cost)
		format_known(100 * change, 100 * (v->low - 1),
			     100 * (v->high - 1), "%", text, size);
	else if (isfinite(change))
		format_known(100 * change, percent * cost->low,
			     percent * cost->high, "%", text, size);
	else
		format_known(cost->change, cost->low, cost->high, "", text,
			     size);
}

static void format_change(const struct comparison *c,
			  const struct compared_cell *cell, char *text,
			  size_t size)
{
	double base = compared_base(cell), fresh = compared_fresh(cell);

	if (!c->exact)
		format_interval(cell, text, size);
	else if (isfinite(compared_change(cell)))
		snprintf(text, size, "%+.0f %+.3g%%", fresh - base,
			 100 * compared_change(cell));
	else
		snprintf(text, size, "%+.0f", fresh - base);
}

static void note(struct text *to, const char *buffer, const char *what)
{
	text_append(to, "%s%s", buffer[0] ? ", " : "", what);
}

static bool is_baseline(const struct compared_cell *cell)
{
	return cell_is_baseline(&cell->pair.base->cell,
				&cell->pair.base->cell) &&
	       cell_is_baseline(&cell->pair.fresh->cell,
				&cell->pair.fresh->cell);
}

static void format_notes(const struct comparison *c,
			 const struct compared_cell *cell, char *text,
			 size_t size)
{
	const struct counter_changes *counters = &cell->counters;
	const struct cell_verdict *v = &cell->judged;
	char piece[160];
	struct text to;

	text_begin(&to, text, size);
	for (size_t i = 0; i < counters->count; i++) {
		snprintf(piece, sizeof(piece), "%s %g -> %g",
			 counters->at[i].name, counters->at[i].base,
			 counters->at[i].fresh);
		note(&to, text, piece);
	}
	if (c->exact && !cell->by_cost && v->moved &&
	    cell->pair.fresh->stats.p50 == cell->pair.base->stats.p50)
		note(&to, text, "other times, same median");
	if (c->costs && !cell->by_cost && !is_baseline(cell))
		note(&to, text, "no baseline: its time");
	if (v->verdict == VERDICT_INCONCLUSIVE && v->unfit != FIT &&
	    c->unfit == FIT)
		note(&to, text, unfit_text(v->unfit));
	if (v->more) {
		snprintf(piece, sizeof(piece), "needs %zu more", v->more);
		note(&to, text, piece);
	}
}

struct compare_row compare_row_of(const struct comparison *c,
				  const struct compared_cell *cell)
{
	struct compare_row row = {.verdict =
					  verdict_name(cell->judged.verdict)};

	compare_label(c, &cell->pair, row.cell, sizeof(row.cell));
	snprintf(row.base, sizeof(row.base), "%.0f", compared_base(cell));
	snprintf(row.fresh, sizeof(row.fresh), "%.0f", compared_fresh(cell));
	format_change(c, cell, row.change, sizeof(row.change));
	format_notes(c, cell, row.notes, sizeof(row.notes));
	return row;
}

/* Largest increase first; equal changes in the order of the plan. */
static int increases_first(const void *a, const void *b)
{
	const struct compared_cell *const *x = a, *const *y = b;
	int order = compared_order(*x, *y);

	return order ? order : (*x > *y) - (*x < *y);
}

static int decreases_first(const void *a, const void *b)
{
	const struct compared_cell *const *x = a, *const *y = b;
	int order = compared_order(*y, *x);

	return order ? order : (*x > *y) - (*x < *y);
}

const struct compared_cell **compare_group(const struct comparison *c,
					   enum verdict verdict, size_t *count)
{
	const struct compared_cell **cells =
		must_alloc(c->count + 1, sizeof(*cells));

	*count = 0;
	for (size_t i = 0; i < c->count; i++)
		if (compared_has(&c->cells[i], verdict))
			cells[(*count)++] = &c->cells[i];
	if (verdict == VERDICT_REGRESSED)
		qsort(cells, *count, sizeof(*cells), increases_first);
	if (verdict == VERDICT_IMPROVED)
		qsort(cells, *count, sizeof(*cells), decreases_first);
	return cells;
}
