/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of one cell of the headline tables. */
#ifndef PRINT_HEADLINE_CELL_H
#define PRINT_HEADLINE_CELL_H

#include <stddef.h>

#include "judge/cell_intervals.h"
#include "result/result_cell.h"

/*
 * Write "+5,012 +26.1% 1/1/1": what a cell adds to its baseline, then
 * callbacks, spurious callbacks and invalidations per operation; with
 * @intervals, those of all cells of a timed run, "+170 +10.3 +-0.9% 0/0/0".
 * "=5,012 ..." is the time itself where there is no baseline, and NULL has no
 * value.
 */
void headline_cell_text(const struct result_cell *cell,
			const struct cell_interval *intervals, char *text,
			size_t size);

/* Write the time of a baseline: "12,434", or "2,211 +-13". */
void headline_none_text(const struct result_cell *none,
			const struct cell_interval *intervals, char *text,
			size_t size);

#endif
