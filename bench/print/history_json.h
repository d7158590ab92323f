/* SPDX-License-Identifier: GPL-2.0-only */
/* A history as JSON (docs/compare.md). */
#ifndef PRINT_HISTORY_JSON_H
#define PRINT_HISTORY_JSON_H

#include <jansson.h>

#include "judge/history.h"

/* Returns NULL out of memory. */
json_t *history_json(const struct history *history);

#endif
