/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables of cells that time something other than the workload's operations. */
#ifndef PRINT_TIMED_TABLES_H
#define PRINT_TIMED_TABLES_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/cell_intervals.h"
#include "print/view.h"

/*
 * A table for each block of the view; arguments as for headline_table().
 */
void timed_tables(const struct view *view,
		  const struct cell_interval *intervals, bool sort, int width,
		  FILE *to);

/*
 * What the columns of all these tables mean, in lines of about @width
 * characters.
 */
void timed_tables_notes(const struct view *views, size_t count, int width,
			FILE *to);

#endif
