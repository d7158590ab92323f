/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cells of one kind (key `timed`), arranged for tables. A result has too
 * many dimensions for one table, so the cells are split into blocks, and each
 * cell has a row and a column within its block. A key that varies is part of
 * the name of a block, a row or a column; a key that does not vary is not
 * shown. Modes without a device appear in every block of the place where their
 * application acts.
 */
#ifndef PRINT_VIEW_H
#define PRINT_VIEW_H

#include <stdbool.h>

#include "print/labels.h"
#include "result/result.h"

#define KEYS_MAX 64 /* more than cells have */

#define NO_DEVICE SIZE_MAX

/* Which name the values of a key are part of. */
enum role {
	ROLE_HIDDEN, /* none: it does not vary */
	ROLE_PLACE,  /* a block: where the application acts */
	ROLE_DEVICE, /* a block: parameters of the device */
	ROLE_ROW,
	ROLE_COLUMN,
};

struct view_cell {
	const struct result_cell *cell;
	size_t place, device; /* NO_DEVICE for a mode without one */
	size_t row, column;
};

struct block {
	size_t place, device;
	char *title; /* "placement far, device_ns 5us"; empty: nothing varies */
};

struct view {
	const struct result *result;
	uint64_t timed; /* an index of the table in common/timed.h */
	enum role roles[KEYS_MAX];
	bool has_presets; /* so policies belong to columns, not to blocks */
	struct labels places, devices, rows, columns;
	size_t count;
	struct view_cell *cells;
	size_t block_count;
	struct block *blocks;
};

/* Arrange the cells whose key `timed` has this value; there may be none. */
void view_make(struct view *view, const struct result *result, uint64_t timed);
void view_free(struct view *view);

bool view_in_block(const struct view_cell *cell, const struct block *block);

/* The cells of a block by row, then by column; to be freed. */
const struct view_cell **view_block_cells(const struct view *view,
					  const struct block *block,
					  size_t *count);

#endif
