/* SPDX-License-Identifier: GPL-2.0-only */
/* A compared cell: its verdict, and by how much its time or cost changed. */
#ifndef COMPARED_CELL_H
#define COMPARED_CELL_H

#include <stdbool.h>

#include "judge/cell_pairs.h"
#include "judge/cost_change.h"
#include "judge/counter_changes.h"
#include "judge/verdict.h"

/* If the pair is skipped, only `pair` is set. */
struct compared_cell {
	struct cell_pair pair;
	/* Of its times; the verdict also counts counters, and costs below. */
	struct cell_verdict judged;
	struct counter_changes counters;
	/* The verdict is on the cost over none, not on the time. */
	bool by_cost;
	struct cost_change cost; /* if by_cost */
};

/*
 * Compare a pair. @cost: the change of its cost, by which it is judged if that
 * is known; NULL: judge its time.
 */
struct compared_cell compared_cell_make(const struct cell_pairs *pairs,
					size_t pair,
					const struct cell_verdict *times,
					const struct cost_change *cost);

/* What is compared, in the unit of the run: the median time, or the cost. */
double compared_base(const struct compared_cell *cell);
double compared_fresh(const struct compared_cell *cell);

/*
 * The change as a share of what it was: 0.1 for 10 % more. INFINITY or
 * -INFINITY where a cost was next to nothing before; NAN if it is not known.
 */
double compared_change(const struct compared_cell *cell);

/* An order that begins with the cell whose change is the largest increase. */
int compared_order(const struct compared_cell *a,
		   const struct compared_cell *b);

bool compared_has(const struct compared_cell *cell, enum verdict verdict);

#endif
