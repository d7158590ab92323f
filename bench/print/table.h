/* SPDX-License-Identifier: GPL-2.0-only */
/* Text tables: cells are collected, then printed in columns that fit them. */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>
#include <stdio.h>

/* A cell of which there is nothing to say. */
#define TABLE_NOTHING "-"

struct table;

/* Columns from @right on are aligned to the right. */
struct table *table_new(size_t columns, size_t right);
/* The next cell, row by row. */
__attribute__((format(printf, 2, 3))) void table_add(struct table *table,
						     const char *format, ...);
void table_print(const struct table *table, FILE *to);
/*
 * In at most @most columns of text, as far as one column fits: a table that is
 * wider goes on below itself, with the first @leads columns again, and the rows
 * that say something there. A name, the first lead, that is that of the row above is
 * not said again.
 */
void table_print_parts(const struct table *table, size_t leads, int most,
		       FILE *to);
void table_free(struct table *table);

#endif
