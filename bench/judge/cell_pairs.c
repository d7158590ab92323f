// SPDX-License-Identifier: GPL-2.0-only
/* Pairing the cells of two sides. */
#include "judge/cell_pairs.h"

#include <stdlib.h>
#include <string.h>

/* The second arm of the baseline is there for the A/A test alone. */
static bool takes_part(const struct side *side, const struct result_cell *cell)
{
	return cell->cell.arm == ARM_A &&
	       (!side->mode || strcmp(side->mode, cell->cell.mode) == 0);
}

/* The cell of @side that @cell of the other side is compared with, or NULL. */
static const struct result_cell *partner(const struct side *side,
					 const struct side *other,
					 const struct cell *cell)
{
	const struct result *run = side->runs[0];
	bool any_mode = side->mode || other->mode;

	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *c = &run->cells[i];

		if (takes_part(side, c) &&
		    (any_mode ? cell_same_activity(&c->cell, cell)
			      : cell_equal(&c->cell, cell)))
			return c;
	}
	return NULL;
}

static const char *why_skipped(const struct result_cell *base,
			       const struct result_cell *fresh)
{
	if (!base)
		return "only in NEW";
	if (!fresh)
		return "only in BASE";
	if (base->failed)
		return "failed in BASE";
	return fresh->failed ? "failed in NEW" : NULL;
}

static struct cell_pair make_pair(const struct result_cell *base,
				  const struct result_cell *fresh)
{
	const struct cell *cell = base ? &base->cell : &fresh->cell;

	return (struct cell_pair){
		.base = base,
		.fresh = fresh,
		.skipped = why_skipped(base, fresh),
		.primary = cell->placement == PLACEMENT_FAR &&
			   cell->timed == TIMED_OPERATION,
	};
}

/* Add the cells of NEW. Returns how many of them have a partner. */
static size_t add_fresh(struct cell_pairs *pairs, const struct side *base,
			const struct side *fresh)
{
	const struct result *run = fresh->runs[0];
	size_t partners = 0;

	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *cell = &run->cells[i], *other;

		if (!takes_part(fresh, cell))
			continue;
		other = partner(base, fresh, &cell->cell);
		partners += other != NULL;
		pairs->at[pairs->count++] = make_pair(other, cell);
	}
	return partners;
}

static void add_base_alone(struct cell_pairs *pairs, const struct side *base,
			   const struct side *fresh)
{
	const struct result *run = base->runs[0];

	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *cell = &run->cells[i];

		if (takes_part(base, cell) &&
		    !partner(fresh, base, &cell->cell))
			pairs->at[pairs->count++] = make_pair(cell, NULL);
	}
}

struct cell_pairs *cell_pairs_make(const struct side *base,
				   const struct side *fresh,
				   struct error *error)
{
	size_t most = base->runs[0]->count + fresh->runs[0]->count;
	struct cell_pairs *pairs = calloc(1, sizeof(*pairs));

	if (pairs)
		pairs->at = calloc(most + 1, sizeof(*pairs->at));
	if (!pairs || !pairs->at) {
		error_set(error, "out of memory");
	} else if (!add_fresh(pairs, base, fresh)) {
		error_set(error, "%s and %s have no cell in common",
			  base->runs[0]->path, fresh->runs[0]->path);
	} else {
		add_base_alone(pairs, base, fresh);
		return pairs;
	}
	cell_pairs_free(pairs);
	return NULL;
}

void cell_pairs_free(struct cell_pairs *pairs)
{
	if (!pairs)
		return;
	free(pairs->at);
	free(pairs);
}
