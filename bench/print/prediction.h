/* SPDX-License-Identifier: GPL-2.0-only */
/* How well instructions predict time, as text for people. */
#ifndef PRINT_PREDICTION_H
#define PRINT_PREDICTION_H

#include <stdio.h>

#include "judge/prediction.h"
#include "print/row_keys.h"

/* @to should be wrapped (print/wrap.h). */
void prediction_text(const struct prediction *prediction, FILE *to);

/* The keys in which the cells differ. */
struct row_keys prediction_keys(const struct prediction *prediction);

/* "The kernels differ: ..." in one line without its end, or "". */
void prediction_kernels_text(const struct prediction *prediction, char *text,
			     size_t size);

#endif
