/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cells in which the hunt runs: few of them, but each two values of two
 * keys that a mode accepts together are together in one.
 */
#ifndef PAIRS_H
#define PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "common/modes.h"

/* Cells of one mode, at most; a mode has some 20. */
#define PAIRS_CELLS_MAX 64
/* Keys, or keys that only make sense together. */
#define PAIRS_FACTORS 13

/* A value for each factor: an index; PAIRS_NONE where it means nothing. */
#define PAIRS_NONE UINT8_MAX
struct pairs_row {
	uint8_t value[PAIRS_FACTORS];
};

/* The values of a factor in a mode; 0 where it means nothing. */
size_t pairs_values(const struct mode_info *mode, size_t factor);

/*
 * The cell of a row. The row has to have a value of each factor that means
 * something. Returns false if the cell is refused.
 */
bool pairs_cell(const struct mode_info *mode, const struct pairs_row *row,
		struct cell *cell);

/*
 * The rows for a mode, always the same, at most PAIRS_CELLS_MAX. The first is
 * that of a plan that sets no key. Returns their count.
 */
size_t pairs_make(const struct mode_info *mode, struct pairs_row *rows);

/*
 * Whether two values that are together in @row are together in one of @rows,
 * for each pair of factors.
 */
bool pairs_cover(const struct pairs_row *rows, size_t count,
		 const struct pairs_row *row);

#endif
