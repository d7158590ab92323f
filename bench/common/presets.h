/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Presets: drivers in the field, each a mode with all of its policies.
 *
 * Each common/preset_NAME.c defines `const struct preset preset_NAME`: what the
 * driver decides, and where its source says so. The build makes the table of
 * presets from the names of the files.
 */
#ifndef PRESETS_H
#define PRESETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"

/* One thing that a driver decides. */
struct preset_value {
	const char *key; /* of a cell */
	const char *value;
	/* Relative to the tree of the kernel, or of the driver's publisher. */
	const char *file;
	const char *symbol; /* in that file */
};

#define PRESET_VALUES_MAX 20

struct preset {
	const char *name;    /* the word in plans */
	const char *summary; /* which part of the driver it is */
	const char *note;    /* where the driver does more, or else; or NULL */
	/* Ended by an entry without a key. The first is the mode. */
	struct preset_value values[PRESET_VALUES_MAX];
};

/* In the order of their names; NULL behind the last. */
const struct preset *preset_at(size_t index);
const struct preset *preset_find(const char *name);

/* Write "mlx5, xe, uvm": the names of all, with @between. */
void preset_names(const char *between, char *text, size_t size);

/* What the driver decides about a key; NULL: nothing. */
const struct preset_value *preset_value(const struct preset *preset,
					const char *key);

/* Whether a preset has a value of this key in some mode. */
bool preset_decides(const struct cell_key *key);

/* Set the mode and all policies in a cell, which is not settled thereby. */
void preset_apply(const struct preset *preset, struct cell *cell);

/* The preset whose mode and policies a settled cell has; NULL: none. */
const struct preset *preset_of(const struct cell *cell);

#endif
