/* SPDX-License-Identifier: GPL-2.0-only */
/* How well instructions predict time, as JSON. */
#ifndef PRINT_PREDICTION_JSON_H
#define PRINT_PREDICTION_JSON_H

#include <jansson.h>

#include "judge/prediction.h"

/* docs/instructions-and-time.md describes it. NULL: out of memory. */
json_t *prediction_json(const struct prediction *prediction);

#endif
