// SPDX-License-Identifier: GPL-2.0-only
/* The text of one cell of the headline tables. */
#include "print/headline_cell.h"

#include <math.h>
#include <stdio.h>

#include "print/interval_text.h"
#include "print/numbers.h"
#include "print/table.h"

/* "+5,012 +26.1%", or "=5,012" where there is no baseline */
static void format_cost(const struct cell_stats *s, char *text, size_t size)
{
	char units[32];

	format_units(isnan(s->over_none) ? s->p50 : s->over_none,
		     !isnan(s->over_none), units, sizeof(units));
	if (isnan(s->over_none))
		snprintf(text, size, "=%s", units);
	else
		snprintf(text, size, "%s %+.1f%%", units, s->over_none_pct);
}

/* "+170 +10.3+-0.9%", or "~12,000" where there is no baseline */
static void format_known_cost(const struct cell_interval *known, char *text,
			      size_t size)
{
	char units[48], percent[64];

	if (isnan(known->cost.value)) {
		interval_text(&known->time, false, units, sizeof(units));
		snprintf(text, size, "=%s", units);
		return;
	}
	interval_value(&known->cost, true, units, sizeof(units));
	interval_text(&known->cost_pct, true, percent, sizeof(percent));
	snprintf(text, size, "%s %s%%", units, percent);
}

/* "+5,012 +26.1% 1/1/1": the cost, then callbacks, spurious, invalidations. */
void headline_cell_text(const struct result_cell *cell,
			const struct cell_interval *intervals, char *text,
			size_t size)
{
	const struct cell_stats *s;
	char cost[128], callbacks[24], spurious[24], invalidations[24];

	if (!cell) {
		snprintf(text, size, TABLE_NOTHING);
		return;
	}
	s = &cell->stats;
	if (cell->failed || s->ops == 0) {
		snprintf(text, size, "failed");
		return;
	}
	if (intervals)
		format_known_cost(&intervals[cell->index], cost, sizeof(cost));
	else
		format_cost(s, cost, sizeof(cost));
	format_rate(s->callbacks_per_op, callbacks, sizeof(callbacks));
	format_rate(s->spurious_per_op, spurious, sizeof(spurious));
	format_rate(s->invalidations_per_op, invalidations,
		    sizeof(invalidations));
	snprintf(text, size, "%s %s/%s/%s", cost, callbacks, spurious,
		 invalidations);
}

void headline_none_text(const struct result_cell *none,
			const struct cell_interval *intervals, char *text,
			size_t size)
{
	if (!none)
		snprintf(text, size, TABLE_NOTHING);
	else if (none->failed || none->stats.ops == 0)
		snprintf(text, size, "failed");
	else if (intervals)
		interval_text(&intervals[none->index].time, false, text, size);
	else
		format_units(none->stats.p50, false, text, size);
}
