/* SPDX-License-Identifier: GPL-2.0-only */
/* One plan on several kernels, as CSV and as JSON. */
#ifndef PRINT_MATRIX_CSV_H
#define PRINT_MATRIX_CSV_H

#include <jansson.h>
#include <stdio.h>

#include "judge/matrix.h"

/* A header, then a row for each cell, with a column for each kernel. */
void matrix_csv(const struct matrix *matrix, FILE *to);

/* docs/matrix.md describes it. NULL: out of memory. */
json_t *matrix_json(const struct matrix *matrix);

#endif
