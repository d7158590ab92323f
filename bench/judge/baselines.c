// SPDX-License-Identifier: GPL-2.0-only
/* Finding the baseline of a cell by binary search. */
#include "judge/baselines.h"

#include <stdlib.h>

static int by_activity(const void *a, const void *b)
{
	const struct result_cell *const *x = a, *const *y = b;

	return cell_activity_order(&(*x)->cell, &(*y)->cell);
}

int baselines_make(struct baselines *baselines, const struct result *run)
{
	*baselines = (struct baselines){
		.at = calloc(run->count + 1, sizeof(*baselines->at))};
	if (!baselines->at)
		return -1;
	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *cell = &run->cells[i];

		if (!cell->failed && cell_is_baseline(&cell->cell, &cell->cell))
			baselines->at[baselines->count++] = cell;
	}
	qsort(baselines->at, baselines->count, sizeof(*baselines->at),
	      by_activity);
	return 0;
}

void baselines_free(struct baselines *baselines)
{
	free(baselines->at);
	*baselines = (struct baselines){0};
}

const struct result_cell *baselines_find(const struct baselines *baselines,
					 const struct cell *cell)
{
	const struct result_cell wanted = {.cell = *cell}, *key = &wanted;
	const struct result_cell **found =
		bsearch(&key, baselines->at, baselines->count,
			sizeof(*baselines->at), by_activity);

	return found ? *found : NULL;
}
