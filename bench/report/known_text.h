/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The numbers of cells as a page writes them: exact ones in full, and those of
 * a timed venue as an interval, because more digits would be noise.
 */
#ifndef KNOWN_TEXT_H
#define KNOWN_TEXT_H

#include "judge/cell_intervals.h"
#include "result/result_cell.h"

#define KNOWN_TEXT_MAX 96

/*
 * Write the median: "12,434", or "2,211 \u00b113". @intervals: those of all
 * cells of the run; NULL in an exact venue.
 */
void known_time(const struct result_cell *cell,
		const struct cell_interval *intervals,
		char text[KNOWN_TEXT_MAX]);

/* Write the median of the same operation without a device. */
void known_none(const struct result_cell *cell,
		const struct cell_interval *intervals,
		char text[KNOWN_TEXT_MAX]);

/* Write what a cell adds to it: "+5,386", or "+231 \u00b120". */
void known_cost(const struct result_cell *cell,
		const struct cell_interval *intervals,
		char text[KNOWN_TEXT_MAX]);

/* The same in percent: "+43 %", or "+10.4 \u00b10.9 %". */
void known_percent(const struct result_cell *cell,
		   const struct cell_interval *intervals,
		   char text[KNOWN_TEXT_MAX]);

/* Write "\u00b1" for "+-" and a minus sign for "-", with no line break. */
void typeset(const char *plain, char text[KNOWN_TEXT_MAX]);

#endif
