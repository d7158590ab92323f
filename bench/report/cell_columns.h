/* SPDX-License-Identifier: GPL-2.0-only */
/* The cells of a run as a table of numbers, so that plots can name its columns.
 */
#ifndef REPORT_CELLS_H
#define REPORT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lib/memory.h"
#include "result/result.h"

#define COLUMN_TEXT_MAX 48

/* A key of the cells, or a statistic of theirs. */
struct column {
	const char *name;
	const struct cell_key *key; /* NULL: a statistic */
	double (*stat)(const struct cell_stats *stats);
};

bool column_find(struct column *column, const char *name);

/*
 * A cell's number in a column. Names are numbered in the order in which the run
 * has them, the baseline always first.
 */
double column_number(const struct result *run, size_t cell,
		     const struct column *column);

/* The same as text: as plan files write it, or a number. */
void column_text(const struct result *run, size_t cell,
		 const struct column *column, char *text, size_t size);

/*
 * Whether a column means something in a cell. A cell to whose mode a key means
 * nothing stands for every value of it.
 */
bool column_applies(const struct result *run, size_t cell,
		    const struct column *column);

/*
 * Whether a key has several values in one mode. What differs only between modes
 * (the filter, by default) comes with the mode and needs no telling.
 */
bool column_varies(const struct result *run, const size_t *cells, size_t count,
		   const struct column *column);

struct axis_value {
	double number;
	char text[COLUMN_TEXT_MAX];
};

/* The different values that a column has in some cells, in ascending order. */
struct axis {
	struct column column;
	size_t count;
	struct axis_value *values;
};

/* Only cells to which the column applies count; if it applies to none, all do.
 */
void axis_collect(struct axis *axis, const struct result *run,
		  const size_t *cells, size_t count);
void axis_free(struct axis *axis);

/*
 * The cells of one run for data/cells.csv: as `show --csv`, and behind that
 * which run it is.
 */
void csv_write(FILE *file, const struct result *run, const char *name,
	       bool header);

#endif
