// SPDX-License-Identifier: GPL-2.0-only
/* The A/A arms of a plan: adding a second cell for each baseline. */
#include "plan/aa_arms.h"

#include <stdlib.h>

/* Write @plan's cells of arm A and their arms B to @cells; returns how many. */
static size_t pair_baselines(const struct plan *plan, struct cell *cells)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->count; i++) {
		const struct cell *cell = &plan->cells[i];

		if (cell->arm != ARM_A)
			continue; /* the plan itself asked for a second arm */
		cells[count++] = *cell;
		if (!cell_is_baseline(cell, cell))
			continue;
		cells[count] = *cell;
		cells[count++].arm = ARM_B;
	}
	return count;
}

int aa_arms_add(struct plan *plan, struct error *error)
{
	struct cell *cells = calloc(2 * plan->count + 1, sizeof(*cells));
	size_t count;

	if (!cells)
		return error_set(error, "out of memory");
	count = pair_baselines(plan, cells);
	if (count > PLAN_CELLS_MAX) {
		free(cells);
		return error_set(error,
				 "the plan has %zu cells with the second arms "
				 "of its baselines; allowed: %d",
				 count, PLAN_CELLS_MAX);
	}
	free(plan->cells);
	plan->cells = cells;
	plan->count = count;
	return 0;
}
