/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a cell is off the line of a prediction, by what the results show. */
#ifndef PRINT_PREDICTION_REASON_H
#define PRINT_PREDICTION_REASON_H

#include <stddef.h>

#include "judge/prediction.h"

#define REASON_MAX 512

/*
 * Write the reasons for which there is evidence, as part of a sentence; where
 * there is none, what is missing.
 */
void prediction_reason(const struct prediction *prediction,
		       const struct predicted_cell *cell, char *text,
		       size_t size);

/* Why a cell takes no part in the line, as part of a sentence. */
const char *left_out_text(enum left_out reason);

#endif
