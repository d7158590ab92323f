/* SPDX-License-Identifier: GPL-2.0-only */
/* One plan on several kernels, as text for people. */
#ifndef PRINT_MATRIX_H
#define PRINT_MATRIX_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/matrix.h"

/*
 * @all: list each step, not the largest alone. @width: columns of a line; @to
 * should be wrapped to it.
 */
void matrix_text(const struct matrix *matrix, bool all, int width, FILE *to);

#endif
