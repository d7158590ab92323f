/* SPDX-License-Identifier: GPL-2.0-only */
/* A result as tables for a reader, with notes on what the numbers mean. */
#ifndef PRINT_RESULT_TABLE_H
#define PRINT_RESULT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "result/result.h"

/*
 * Tables are at most @width characters wide, or as wide as one column of
 * numbers. @sort: the costliest rows first, else in the order of the plan.
 */
void result_table(const struct result *result, bool sort, int width, FILE *to);

#endif
