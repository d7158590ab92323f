/* SPDX-License-Identifier: GPL-2.0-only */
/* Text tables: cells are collected, then printed in columns that fit them. */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>
#include <stdio.h>

struct table;

/* Columns from @right on are aligned to the right. */
struct table *table_new(size_t columns, size_t right);
/* The next cell, row by row. */
__attribute__((format(printf, 2, 3))) void table_add(struct table *table,
						     const char *format, ...);
void table_print(const struct table *table, FILE *to);
void table_free(struct table *table);

#endif
