/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cells that time the workload's operations, as rows with a column per
 * mode.
 */
#ifndef HEADLINE_GRID_H
#define HEADLINE_GRID_H

#include <stddef.h>

#include "report/cell_columns.h"
#include "result/result.h"

#define LEAD_MAX 24

/*
 * Leads are the keys that name a row: the workload, and all other keys that
 * vary except the mode.
 */
struct headline_grid {
	const struct result *run;
	size_t count;
	size_t *cells; /* those that time the workload's operations */
	size_t leads;
	struct column lead[LEAD_MAX];
	struct axis modes;
	size_t rows;
	size_t *row; /* the cell of each row to which most leads apply */
};

void headline_grid_make(struct headline_grid *grid, const struct result *run);
void headline_grid_free(struct headline_grid *grid);

/*
 * The cell for mode number @mode in the row of cell @row, which is one of
 * grid->row; SIZE_MAX: there is none.
 */
size_t headline_grid_find(const struct headline_grid *grid, size_t row,
			  size_t mode);

#endif
