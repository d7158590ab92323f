/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is told of cells that time something else than the workload's operations:
 * the values of each kind (key `timed`), for tables of any form.
 */
#ifndef KIND_VALUES_H
#define KIND_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "print/show_view.h"

#define KIND_VALUES_MAX 10

enum form {
	FORM_UNITS, /* "12,345" */
	FORM_RATE,  /* "0.125"; large ones as units */
};

struct kind_value {
	const char *name;
	size_t offset; /* in struct cell_stats */
	enum form form;
	const char *meaning; /* for the notes; NULL: the name says it */
};

/* The values of a view's kind that some cell of it has. */
struct kind {
	const char *name; /* as the key `timed` has it */
	size_t count;
	const struct kind_value *values[KIND_VALUES_MAX];
};

void kind_make(struct kind *kind, const struct view *view);

/* Whether a number is written with decimals: a rate that is small. */
bool kind_has_decimals(const struct kind_value *value, double number);

/* NAN where the cell has none. */
double kind_number(const struct result_cell *cell,
		   const struct kind_value *value);

#endif
