/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a comparison needs of a cell: the levels of its times and the sums of
 * its counters, from the samples of a result or from a reference.
 */
#ifndef CELL_TOTALS_H
#define CELL_TOTALS_H

#include <jansson.h>

#include "result/result_cell.h"
#include "stats/levels.h"

/* Returns 0, or -1 out of memory. The cell must not have failed. */
int totals_levels(const struct result_cell *cell, struct levels *levels);

/*
 * The sum of counter @name over all operations, or of callback @name if @group
 * is "callbacks"; 0 if it was not counted. @group is NULL for other counters.
 */
double totals_counter(const struct result_cell *cell, const char *group,
		      const char *name);

/* The object whose names are the events of the cell's callbacks, borrowed. */
json_t *totals_events(const struct result_cell *cell);

#endif
