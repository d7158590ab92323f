/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cells of one kind arranged for tables. A result has too many dimensions
 * for one table, so it is cut into blocks; within a block each cell has a row and
 * a column. Keys that vary are part of a block's, a row's or a column's name,
 * keys that do not are not shown. Modes without a device stand in every block of
 * the place where their application acts.
 */
#ifndef SHOW_VIEW_H
#define SHOW_VIEW_H

#include <stdbool.h>

#include "common/presets.h"
#include "print/show_labels.h"
#include "result/result.h"

#define KEYS_MAX 64 /* more than there are */

#define NO_DEVICE SIZE_MAX

/* Where a key's values go. */
enum role {
	ROLE_HIDDEN, /* does not vary */
	ROLE_PLACE,  /* a block: where the application acts */
	ROLE_DEVICE, /* a block: how the device is */
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
	uint64_t timed; /* enum timed */
	enum role roles[KEYS_MAX];
	struct labels places, devices, rows, columns;
	size_t count;
	struct view_cell *cells;
	size_t block_count;
	struct block *blocks;
};

/* The cells that time one kind of operation; there may be none. */
void view_make(struct view *view, const struct result *result, uint64_t timed);
void view_free(struct view *view);

/* The preset that a cell's column is named after; NULL: none. */
const struct preset *view_preset(const struct view *view,
				 const struct cell *cell);

bool view_in_block(const struct view_cell *cell, const struct block *block);

/* Rows together, then modes, each in the order of the file; to be freed. */
const struct view_cell **view_block_cells(const struct view *view,
					  const struct block *block,
					  size_t *count);

/* "12,345", with a sign if wanted: numbers of this size are read in thousands. */
void format_units(double value, bool sign, char *text, size_t size);
/* Events an operation: three digits, from a thousand on whole numbers. */
void format_rate(double value, char *text, size_t size);

#endif
