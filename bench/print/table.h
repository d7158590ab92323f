/* SPDX-License-Identifier: GPL-2.0-only */
/* Text tables whose columns are as wide as their cells. */
#ifndef PRINT_TABLE_H
#define PRINT_TABLE_H

#include <stddef.h>
#include <stdio.h>

/* A cell without a value. */
#define TABLE_NOTHING "-"

struct table;

/* Columns from number @right on, from 0, are aligned to the right. */
struct table *table_new(size_t columns, size_t right);

/* Add the next cell, row by row. Its text is made printable. */
__attribute__((format(printf, 2, 3))) void table_add(struct table *table,
						     const char *format, ...);
void table_print(const struct table *table, FILE *to);

/*
 * Print a table in parts of at most @most characters across, or of one column
 * where that is wider. Each part has the first @leads columns again and the
 * rows that have a value in it. A name (the first column) is not repeated in
 * successive rows.
 */
void table_print_parts(const struct table *table, size_t leads, int most,
		       FILE *to);

/*
 * Print a table whose rows have at most @most columns: column @broken is made
 * as narrow as that needs, down to 24 columns, and its cells are broken into
 * lines.
 */
void table_print_fit(const struct table *table, size_t broken, int most,
		     FILE *to);
void table_free(struct table *table);

#endif
