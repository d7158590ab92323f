/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The values of cells that time something other than the workload's operations:
 * each kind (key `timed`) has its own columns, in tables of any form.
 */
#ifndef PRINT_TIMED_VALUES_H
#define PRINT_TIMED_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/timed.h"
#include "print/view.h"

enum form {
	FORM_UNITS, /* a whole number: "12,345" */
	FORM_RATE,  /* per operation: "0.125", large ones as units */
};

struct value_column {
	enum timed_value id;
	const char *name;
	size_t offset; /* in struct cell_stats */
	enum form form;
	bool counts;         /* chunks or bytes, which no clock measures */
	const char *meaning; /* for the notes; NULL: the name is enough */
};

/* The values that some cell of a kind has. */
struct timed_columns {
	const char *name; /* value of the key `timed` */
	size_t count;
	const struct value_column *values[VALUE_COUNT];
};

void timed_columns_make(struct timed_columns *kind, const struct view *view);

/* Whether to print a number with decimals: it is a small rate. */
bool timed_has_decimals(const struct value_column *value, double number);

/* The value of a cell; NAN where it has none. */
double timed_number(const struct result_cell *cell,
		    const struct value_column *value);

#endif
