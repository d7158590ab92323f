/* SPDX-License-Identifier: GPL-2.0-only */
/* Which cell of one side is compared with which cell of the other. */
#ifndef CELL_PAIRS_H
#define CELL_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/side.h"
#include "lib/error.h"
#include "result/result.h"

struct cell_pair {
	/* Of the first run of each side; NULL: that side has no such cell. */
	const struct result_cell *base, *fresh;
	const char *skipped; /* why the pair is not compared, or NULL */
	/*
	 * The activity is timed, away from device pages: what the suite is
	 * about.
	 */
	bool primary;
};

struct cell_pairs {
	size_t count;
	struct cell_pair
		*at; /* in the order of NEW, then what BASE alone has */
};

/*
 * Pair the cells of two sides; the second arm of an A/A test takes no part.
 * Returns NULL with a message if no cell has a partner, or out of memory.
 */
struct cell_pairs *cell_pairs_make(const struct side *base,
				   const struct side *fresh,
				   struct error *error);
void cell_pairs_free(struct cell_pairs *pairs);

#endif
