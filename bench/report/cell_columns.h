/* SPDX-License-Identifier: GPL-2.0-only */
/* The cells of a run as a table of numbers, whose columns plots can name. */
#ifndef CELL_COLUMNS_H
#define CELL_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "result/result.h"

#define COLUMN_TEXT_MAX 48

/* A key of the cells, one of their statistics, or their preset. */
struct column {
	const char *name;
	const struct cell_key *key;                     /* NULL: no key */
	double (*stat)(const struct cell_stats *stats); /* NULL: no statistic */
};

/* Column number @index, from 0. Returns false behind the last one. */
bool column_at(struct column *column, size_t index);

/* Find a column by its name. Returns false if there is none. */
bool column_find(struct column *column, const char *name);

/*
 * Write the names of the preset and of all statistics to @buffer, with commas
 * between them.
 */
void column_statistics(char *buffer, size_t size);

/*
 * The number of a cell in a column; NAN where it has none. Names are numbered
 * in the order in which the run has them, with mode none always first.
 */
double column_number(const struct result *run, size_t cell,
		     const struct column *column);

/* The same as text: as plans write it, or a number, "" for NAN. */
void column_text(const struct result *run, size_t cell,
		 const struct column *column, char *text, size_t size);

/*
 * Whether a column means something in a cell. A cell whose mode does not use a
 * key stands for every value of that key.
 */
bool column_applies(const struct result *run, size_t cell,
		    const struct column *column);

/*
 * Whether a column has several values in one mode. A key that differs only
 * between modes (the filter, by default) follows from the mode.
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

/*
 * Collect the values of axis->column. Only cells to which the column applies
 * count; if there are none, all cells do.
 */
void axis_collect(struct axis *axis, const struct result *run,
		  const size_t *cells, size_t count);
void axis_free(struct axis *axis);

#endif
