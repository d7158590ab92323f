/* SPDX-License-Identifier: GPL-2.0-only */
/* What changed from kernel to kernel, in sentences. */
#ifndef PRINT_MATRIX_STEPS_H
#define PRINT_MATRIX_STEPS_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/matrix.h"

/* The step to a column, which is not the first of its architecture. */
void matrix_print_step(const struct matrix *matrix, size_t column, bool all,
		       FILE *to);

#endif
