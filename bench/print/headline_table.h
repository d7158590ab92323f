/* SPDX-License-Identifier: GPL-2.0-only */
/* The headline tables: what each mode adds to the workload's operations. */
#ifndef PRINT_HEADLINE_TABLE_H
#define PRINT_HEADLINE_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/cell_intervals.h"
#include "print/view.h"

/*
 * A table for each block of the view; @sort and @width as for result_table().
 * @intervals: what is known of the times of all cells of the result; NULL where
 * times are exact.
 */
void headline_table(const struct view *view,
		    const struct cell_interval *intervals, bool sort, int width,
		    FILE *to);

#endif
