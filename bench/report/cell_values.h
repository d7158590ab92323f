/* SPDX-License-Identifier: GPL-2.0-only */
/* The values that the table of all cells shows, for each kind of cell. */
#ifndef CELL_VALUES_H
#define CELL_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/perf_counter.h"
#include "print/timed_values.h"
#include "report/known_text.h"
#include "report/page_contents.h"

#define CELL_VALUES_MAX 24

struct cell_value {
	const char *name;
	const char *meaning;              /* NULL: the name is enough */
	bool is_time;                     /* a failed cell has no such value */
	const struct value_column *timed; /* NULL: of an operation */
	const struct perf_counter_info *perf; /* NULL: no such counter */
	/* Writes the value of an operation as HTML. */
	void (*write)(const struct result_cell *cell,
		      const struct cell_interval *intervals,
		      char text[KNOWN_TEXT_MAX]);
};

struct cell_values {
	size_t count;
	struct cell_value at[CELL_VALUES_MAX];
};

/* The values that some cell of this kind has in some run. */
void cell_values_make(struct cell_values *values, const struct page *page,
		      uint64_t timed);

/* Write a value as HTML; an en dash where the cell has none. */
void cell_value_text(const struct result_cell *cell,
		     const struct cell_interval *intervals,
		     const struct cell_value *value, char text[KNOWN_TEXT_MAX]);

#endif
