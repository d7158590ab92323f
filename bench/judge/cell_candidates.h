/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cells of a side while partners are looked for, in an order that groups
 * those that can match.
 */
#ifndef CELL_CANDIDATES_H
#define CELL_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/cell_match.h"
#include "judge/side.h"

struct candidate {
	const struct result_cell *cell;
	enum match best; /* of all cells of the other side */
	bool paired;
};

struct candidates {
	size_t count;
	struct candidate *at;
};

/* By cell_match_order(), then by all keys: <0, 0 or >0. */
int candidate_order(const struct candidate *a, const struct candidate *b);

/*
 * List the cells of the first run of a side that take part, in their order:
 * those of its mode, and not of the second arm of an A/A test. The caller frees
 * the array, in either case. Returns 0, or -1 out of memory.
 */
int candidates_of(const struct side *side, struct candidates *list);

/* Remove those that are paired, in place. */
void candidates_drop_paired(struct candidates *list);

/* The cells from @from on that can match the first of them; not to be freed. */
struct candidates candidates_group(const struct candidates *list, size_t from);

#endif
