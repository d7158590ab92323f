/* SPDX-License-Identifier: GPL-2.0-only */
/* The keys of cells that tell the cells of a comparison apart. */
#ifndef VARYING_KEYS_H
#define VARYING_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "judge/cell_pairs.h"

struct varying_keys {
	uint64_t mask; /* bit N: entry N of cell_keys[] */
};

/*
 * The keys that have two values among cells of one mode and one side. What
 * differs only between modes or between sides, such as the filter that a mode
 * has by default, tells no cells apart.
 */
struct varying_keys varying_keys_of(const struct cell_pairs *pairs);

/* @key: an entry of cell_keys[]. */
bool key_varies(const struct varying_keys *keys, const struct cell_key *key);

#endif
