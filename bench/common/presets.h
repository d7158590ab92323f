/* SPDX-License-Identifier: GPL-2.0-only */
/* Presets: chunk size and removal of drivers in the field. */
#ifndef PRESETS_H
#define PRESETS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/cell.h"

struct preset {
	const char *name;
	uint64_t chunk_size;
	uint64_t removal; /* enum mnbench_removal */
	const char *summary;
	const char *source; /* files, and the symbols in them */
};

/* Ended by an entry without a name. */
extern const struct preset presets[];

const struct preset *preset_find(const char *name);

/* The preset whose values a cell has; NULL: none, or a key does not apply. */
const struct preset *preset_of(const struct cell *cell);

/*
 * The key in which a settled cell differs from a preset; NULL: none. A key that
 * does not apply to the cell cannot differ.
 */
const char *preset_difference(const struct preset *preset,
			      const struct cell *cell);

#endif
