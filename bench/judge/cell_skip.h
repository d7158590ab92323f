/* SPDX-License-Identifier: GPL-2.0-only */
/* Why two cells are not compared. */
#ifndef CELL_SKIP_H
#define CELL_SKIP_H

#include <stdbool.h>

#include "judge/side.h"

/*
 * Return why a pair of cells of the first runs is not compared, or NULL. A cell
 * that has failed in any run of its side is not; where that is not the first
 * run, *@failed_run is the run. A cell is NULL if the side has none.
 */
const char *cell_skip_reason(const struct side *base,
			     const struct result_cell *base_cell,
			     const struct side *fresh,
			     const struct result_cell *fresh_cell,
			     const struct result **failed_run);

#endif
