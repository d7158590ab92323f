/* SPDX-License-Identifier: GPL-2.0-only */
/* The picture of the cost of each mode against the version of the kernel. */
#ifndef MATRIX_PICTURE_H
#define MATRIX_PICTURE_H

#include "judge/matrix.h"
#include "lib/error.h"

#define MATRIX_PICTURE "kernel-matrix"

/*
 * Draw FOLDER/kernel-matrix.svg and .png, a panel for each workload. Of cells
 * that differ in other keys the first of the plan is drawn. Returns 0, or -1
 * with a message.
 */
int matrix_picture(const struct matrix *matrix, const char *folder,
		   struct error *error);

#endif
