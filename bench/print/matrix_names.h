/* SPDX-License-Identifier: GPL-2.0-only */
/* The names of the rows and columns of a matrix of kernels. */
#ifndef PRINT_MATRIX_NAMES_H
#define PRINT_MATRIX_NAMES_H

#include <stddef.h>

#include "judge/matrix.h"
#include "print/row_keys.h"

/* The keys in which the rows differ. */
struct row_keys matrix_keys(const struct matrix *matrix);

/*
 * "6.12", or the whole release where another column has the same two numbers;
 * "6.12 arm64" where there are several architectures.
 */
void matrix_column_name(const struct matrix *matrix, size_t column, char *text,
			size_t size);

#endif
