/* SPDX-License-Identifier: GPL-2.0-only */
/* Printing the notifier calls of workloads on several kernels. */
#ifndef PRINT_MATRIX_CALLS_H
#define PRINT_MATRIX_CALLS_H

#include <stdio.h>

#include "judge/matrix.h"

/*
 * A row for each cell of mode global, which has a callback for each call: the
 * calls of an operation on each kernel, and the function that makes them. Rows
 * whose kernels differ are marked.
 */
void matrix_calls(const struct matrix *m, int width, FILE *to);

#endif
