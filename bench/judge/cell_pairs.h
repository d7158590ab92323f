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
	/* The run in which the cell has failed, where that is not the first. */
	const struct result *failed_run;
	/*
	 * The activity is timed, away from device pages: what the suite is
	 * about.
	 */
	bool primary;
};

struct cell_pairs {
	const struct side *base, *fresh; /* borrowed */
	size_t count;
	struct cell_pair
		*at; /* in the order of NEW, then what BASE alone has */
};

/*
 * Pair the cells of two sides; the second arm of an A/A test takes no part.
 *
 * Two cells are a pair if they agree in each key that both modes have, where
 * the default filter of one mode is as good as that of another. The number of
 * operations and of those that warm up may differ, if no other cell is nearer.
 * A cell has several partners where the other mode has a key more, such as a
 * chunk size. Returns NULL with a message if no cell has a partner, if several
 * cells of one mode have several partners in common, or out of memory.
 */
struct cell_pairs *cell_pairs_make(const struct side *base,
				   const struct side *fresh,
				   struct error *error);
void cell_pairs_free(struct cell_pairs *pairs);

/* The cell has failed in NEW, and not in BASE. */
bool cell_pair_is_broken(const struct cell_pair *pair);

#endif
