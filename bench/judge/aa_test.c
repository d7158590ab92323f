// SPDX-License-Identifier: GPL-2.0-only
#include "judge/aa_test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/series.h"
#include "lib/message.h"

int aa_arms_add(struct plan *plan, struct error *error)
{
	struct cell *cells = calloc(2 * plan->count + 1, sizeof(*cells));
	size_t count = 0;

	if (!cells)
		return error_set(error, "out of memory");
	for (size_t i = 0; i < plan->count; i++) {
		const struct cell *cell = &plan->cells[i];

		if (cell->arm != ARM_A)
			continue; /* a plan that has asked for it */
		cells[count++] = *cell;
		if (!cell_is_baseline(cell, cell))
			continue;
		cells[count] = *cell;
		cells[count++].arm = ARM_B;
	}
	if (count > PLAN_CELLS_MAX) {
		free(cells);
		return error_set(error,
				 "the plan has %zu cells with the twins of its "
				 "baselines; allowed: %d",
				 count, PLAN_CELLS_MAX);
	}
	free(plan->cells);
	plan->cells = cells;
	plan->count = count;
	return 0;
}

double aa_test_run(const struct result *run)
{
	const struct result_cell **cells =
		calloc(2 * run->count + 1, sizeof(*cells));
	size_t(*pairs)[2] = calloc(run->count + 1, sizeof(*pairs));
	struct run_series s = {0};
	size_t count = 0;
	double p = -1;

	for (size_t i = 0; cells && pairs && i < run->count; i++) {
		const struct result_cell *b = &run->cells[i], *a;
		struct cell twin = b->cell;

		if (twin.arm != ARM_B || b->failed)
			continue;
		twin.arm = ARM_A;
		a = series_find(run, &twin);
		if (!a)
			continue;
		pairs[count / 2][0] = count;
		pairs[count / 2][1] = count + 1;
		cells[count++] = a;
		cells[count++] = b;
	}
	if (cells && pairs && !series_of_run(&s, run, cells, count))
		p = aa_arms_differ(&s, (const size_t(*)[2])pairs, count / 2);
	series_free_run(&s);
	free(pairs);
	free(cells);
	return p;
}

double aa_test_sides(const struct side *base, const struct side *fresh)
{
	const struct side *sides[] = {base, fresh};
	size_t runs = base->count + fresh->count;
	double least = 1;

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sides[s]->count; i++)
			least = fmin(least, aa_test_run(sides[s]->runs[i]));
	/* Bonferroni: the more runs, the more chances. */
	return least < 0 ? least : fmin(1, least * (double)runs);
}
