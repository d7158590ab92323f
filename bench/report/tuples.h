/* SPDX-License-Identifier: GPL-2.0-only */
/* Combinations of the values that some columns have in some cells. */
#ifndef TUPLES_H
#define TUPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "report/cell_columns.h"
#include "report/cell_list.h"
#include "result/result.h"

#define TUPLE_COLUMNS_MAX 32

/* One combination; columns that are not used have the number 0. */
struct tuple {
	size_t cell; /* index of the first cell that has it */
	double number[TUPLE_COLUMNS_MAX];
};

struct tuples {
	size_t columns;
	struct column column[TUPLE_COLUMNS_MAX];
	size_t count;
	struct tuple *at; /* ascending; to be freed */
};

/*
 * Collect the different tuples of some cells; @tuples has the columns.
 * @applying: leave out cells to which a column does not apply, unless that
 * leaves no tuple.
 */
void tuples_collect(struct tuples *tuples, const struct result *run,
		    const struct cell_list *cells, bool applying);

/* The tuple of a cell. */
void tuple_of(struct tuple *tuple, const struct tuples *tuples,
	      const struct result *run, size_t cell);

/* As strcmp(), by the columns from first to last. */
int tuple_compare(const void *a, const void *b);

/*
 * Whether a cell belongs to a tuple. A column that does not apply to the cell
 * does not matter.
 */
bool tuple_has(const struct tuples *tuples, const struct tuple *tuple,
	       const struct result *run, size_t cell);

/* "filter off", "2M", "munmap": a value with as much of its key as it needs. */
void value_label(const struct result *run, size_t cell,
		 const struct column *column, char *text, size_t size);

/* "filter off, threads 2": the labels of all values of a tuple; to be freed. */
char *tuple_label(const struct tuples *tuples, const struct tuple *tuple,
		  const struct result *run);

#endif
