/* SPDX-License-Identifier: GPL-2.0-only */
/* The picture of one cell over many runs. */
#ifndef HISTORY_PLOT_H
#define HISTORY_PLOT_H

#include <stdio.h>

#include "judge/history.h"

/*
 * Write a picture of the cell's values by run, in percent of its first value,
 * with its levels and where they change.
 */
void history_plot(FILE *file, const struct history *history,
		  const struct cell_history *cell);

/* The first value that a cell has; NAN: it has none. */
double history_first(const struct history *history,
		     const struct cell_history *cell);

#endif
