// SPDX-License-Identifier: GPL-2.0-only
/* Comparing one cell: its time or its cost, and its counters. */
#include "judge/compared_cell.h"

#include <math.h>

/* A cost of this share of the operation's time is as good as none. */
#define NOTHING 0.001

struct compared_cell compared_cell_make(const struct cell_pairs *pairs,
					size_t pair,
					const struct cell_verdict *times,
					const struct cost_change *cost)
{
	struct compared_cell cell = {.pair = pairs->at[pair]};
	enum verdict verdict = times->verdict;

	if (cell.pair.skipped)
		return cell;
	cell.judged = *times;
	if (cost && cost->known) {
		cell.by_cost = true;
		cell.cost = *cost;
		cell.judged.unfit = cost->unfit;
		cell.judged.more = 0; /* an estimate for the time */
		verdict = cost->verdict;
	}
	cell.counters = counter_changes_of(pairs, pair);
	cell.judged.verdict = counter_changes_verdict(&cell.counters, verdict);
	if (cell.judged.verdict != VERDICT_INCONCLUSIVE)
		cell.judged.more = 0;
	return cell;
}

double compared_base(const struct compared_cell *cell)
{
	return cell->by_cost ? cell->cost.base : cell->pair.base->stats.p50;
}

double compared_fresh(const struct compared_cell *cell)
{
	return cell->by_cost ? cell->cost.fresh : cell->pair.fresh->stats.p50;
}

double compared_change(const struct compared_cell *cell)
{
	if (!cell->by_cost)
		return cell->judged.ratio - 1;
	if (cell->cost.base > NOTHING * cell->cost.time)
		return cell->cost.change / cell->cost.base;
	if (cell->cost.change == 0)
		return 0;
	return cell->cost.change > 0 ? INFINITY : -INFINITY;
}

int compared_order(const struct compared_cell *a, const struct compared_cell *b)
{
	double x = compared_change(a), y = compared_change(b);

	if (isnan(x) || isnan(y))
		return isnan(x) - isnan(y);
	return (x < y) - (x > y);
}

bool compared_has(const struct compared_cell *cell, enum verdict verdict)
{
	return !cell->pair.skipped && cell->judged.verdict == verdict;
}
