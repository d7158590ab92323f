/* SPDX-License-Identifier: GPL-2.0-only */
/* The notes under the tables of a result: what the numbers mean. */
#ifndef PRINT_RESULT_NOTES_H
#define PRINT_RESULT_NOTES_H

#include <stdio.h>

#include "judge/cell_intervals.h"
#include "print/view.h"

/*
 * Print the notes on the tables of @views, those of a result by the key
 * `timed`. @intervals: as for headline_table().
 */
void result_notes(const struct result *result, const struct view *views,
		  size_t count, const struct cell_interval *intervals,
		  int width, FILE *to);

#endif
