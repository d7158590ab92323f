/* SPDX-License-Identifier: GPL-2.0-only */
/* The picture of a comparison: by how many percent each cell changed. */
#ifndef CHANGE_PLOT_H
#define CHANGE_PLOT_H

#include <stdio.h>

#include "judge/comparison.h"

/*
 * Write a picture with a row for each cell that changed, or that is not
 * decided: its change on a linear axis, in a timed venue within its interval.
 * There are rows for the cells that changed most only; nothing without any.
 */
void change_plot(FILE *file, const struct comparison *c);

#endif
