/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a run whose plan has looks (docs/plans.md) says of its cells: how many
 * samples each has, and at which look it was decided.
 */
#ifndef CELL_DECISION_H
#define CELL_DECISION_H

#include <stdbool.h>
#include <stddef.h>

#include "result/result.h"

struct cell_decision {
	size_t samples;          /* that the cell has */
	size_t look;             /* from 1; 0: the cell is not decided */
	const char *verdict;     /* as in docs/results.md; NULL: none */
	double ratio, low, high; /* of the mode to its baseline; or NAN */
};

/* The looks that the plan of a result has; 0: none. */
size_t result_looks(const struct result *result);

/* The samples of a cell that stays undecided. */
size_t result_samples_max(const struct result *result);

/* Return false if the cell has no baseline to be judged against. */
bool cell_decision_read(struct cell_decision *decision,
			const struct result_cell *cell);

#endif
