/* SPDX-License-Identifier: GPL-2.0-only */
/* What is printed of a compared cell, and which cells are. */
#ifndef PRINT_COMPARE_ROW_H
#define PRINT_COMPARE_ROW_H

#include <stdbool.h>

#include "judge/comparison.h"
#include "print/compare_label.h"

struct compare_row {
	const char *verdict;
	char cell[COMPARE_LABEL_MAX];
	char base[32], fresh[32]; /* a median, or a cost over none */
	char change[80];
	char notes[512]; /* counters that differ and so on; may be empty */
};

struct compare_row compare_row_of(const struct comparison *c,
				  const struct compared_cell *cell);

/* "+3.1%": the change alone; "from 0" where there was nothing before. */
void compare_percent(const struct compared_cell *cell, char *text, size_t size);

/* The number of verdicts, and the order in which they are printed. */
#define COMPARE_GROUPS VERDICTS
extern const enum verdict compare_groups[COMPARE_GROUPS];

/*
 * The cells with a verdict, those that changed most first. Returns an array of
 * *@count to be freed; ends the program if there is no memory.
 */
const struct compared_cell **compare_group(const struct comparison *c,
					   enum verdict verdict, size_t *count);

#endif
