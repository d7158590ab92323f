/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of one value in the tables of what the device does by itself. */
#ifndef PRINT_TIMED_TEXT_H
#define PRINT_TIMED_TEXT_H

#include <stddef.h>

#include "judge/cell_intervals.h"
#include "print/timed_values.h"

/*
 * Whether the time of a cell depends on chance even where the venue is exact:
 * another thread runs the application meanwhile.
 */
bool timed_is_race(const struct result_cell *cell);

/*
 * Write a value, rounded to what is known: with its interval where @intervals,
 * those of all cells of a timed run, have it, and with two digits where threads
 * race. A fault that gave up took ">1 s".
 */
void timed_text(const struct result_cell *cell,
		const struct cell_interval *intervals,
		const struct value_column *value, char *text, size_t size);

#endif
