/* SPDX-License-Identifier: GPL-2.0-only */
/* How well instructions predict time, as CSV. */
#ifndef PRINT_PREDICTION_CSV_H
#define PRINT_PREDICTION_CSV_H

#include <stdio.h>

#include "judge/prediction.h"

/* A header, then a row for each cell; what is not known is empty. */
void prediction_csv(const struct prediction *prediction, FILE *to);

#endif
