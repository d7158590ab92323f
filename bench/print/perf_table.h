/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of counters that explain times: instructions, cycles, misses. */
#ifndef PRINT_PERF_TABLE_H
#define PRINT_PERF_TABLE_H

#include <stdio.h>

#include "print/view.h"

/* Print a table for each block whose cells have such counters. */
void perf_table(const struct view *view, int width, FILE *to);

/* Explain the columns of these tables, if there is one. */
void perf_table_notes(const struct result *result, FILE *to);

#endif
