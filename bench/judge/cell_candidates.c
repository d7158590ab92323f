// SPDX-License-Identifier: GPL-2.0-only
/* Listing the cells of a side that are paired with those of the other. */
#include "judge/cell_candidates.h"

#include <stdlib.h>
#include <string.h>

/* The second arm of the baseline is there for the A/A test alone. */
static bool takes_part(const struct side *side, const struct result_cell *cell)
{
	return cell->cell.arm == ARM_A &&
	       (!side->mode || strcmp(side->mode, cell->cell.mode) == 0);
}

int candidate_order(const struct candidate *a, const struct candidate *b)
{
	int order = cell_match_order(&a->cell->cell, &b->cell->cell);

	return order ? order : cell_order(&a->cell->cell, &b->cell->cell);
}

static int by_order(const void *a, const void *b)
{
	return candidate_order(a, b);
}

int candidates_of(const struct side *side, struct candidates *list)
{
	const struct result *run = side->runs[0];

	list->at = calloc(run->count + 1, sizeof(*list->at));
	if (!list->at)
		return -1;
	for (size_t i = 0; i < run->count; i++)
		if (takes_part(side, &run->cells[i]))
			list->at[list->count++].cell = &run->cells[i];
	qsort(list->at, list->count, sizeof(*list->at), by_order);
	return 0;
}

void candidates_drop_paired(struct candidates *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (!list->at[i].paired)
			list->at[kept++] = list->at[i];
	list->count = kept;
}

struct candidates candidates_group(const struct candidates *list, size_t from)
{
	size_t to = from;

	while (to < list->count &&
	       cell_match_order(&list->at[from].cell->cell,
				&list->at[to].cell->cell) == 0)
		to++;
	return (struct candidates){to - from, list->at + from};
}
