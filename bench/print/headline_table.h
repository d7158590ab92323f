/* SPDX-License-Identifier: GPL-2.0-only */
/* The headline tables: what each mode adds to the workload's operations. */
#ifndef PRINT_HEADLINE_TABLE_H
#define PRINT_HEADLINE_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "print/view.h"

/*
 * A table for each block of the view; @sort and @width as for result_table().
 */
void headline_table(const struct view *view, bool sort, int width, FILE *to);

#endif
