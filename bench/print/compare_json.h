/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison as JSON (docs/compare.md). */
#ifndef PRINT_COMPARE_JSON_H
#define PRINT_COMPARE_JSON_H

#include <jansson.h>

#include "judge/comparison.h"

/* Returns NULL out of memory. */
json_t *compare_json(const struct comparison *comparison);

#endif
