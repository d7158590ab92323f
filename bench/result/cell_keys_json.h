/* SPDX-License-Identifier: GPL-2.0-only */
/* The keys of a cell as the object that results have (docs/results.md). */
#ifndef CELL_KEYS_JSON_H
#define CELL_KEYS_JSON_H

#include <jansson.h>

#include "common/cell.h"

/* NULL: out of memory. */
json_t *cell_keys_json(const struct cell *cell);

#endif
