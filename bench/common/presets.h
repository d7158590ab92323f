/* SPDX-License-Identifier: GPL-2.0-only */
/* What drivers with chunks use, as values for the keys of a cell. */
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
	const char *source; /* files and what in them says so */
};

/* Ended by an entry without a name. */
extern const struct preset presets[];

const struct preset *preset_find(const char *name);

/* The preset that a cell is, of a mode that both keys mean something in; or NULL. */
const struct preset *preset_of(const struct cell *cell);

/*
 * The key of the two that a settled cell has in another value than the preset;
 * NULL: none. A key that means nothing in its mode cannot differ.
 */
const char *preset_difference(const struct preset *preset,
			      const struct cell *cell);

#endif
