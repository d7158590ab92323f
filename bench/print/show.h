/* SPDX-License-Identifier: GPL-2.0-only */
/* Printing a result: the headline table, or one row per cell. */
#ifndef SHOW_H
#define SHOW_H

#include <stdbool.h>
#include <stdio.h>

#include "result/result.h"

/* Costliest first instead of in the order of the plan if @sort. */
void show_csv(const struct result *result, bool sort, FILE *to);

/* A table of at most @width columns, as far as one column of numbers fits. */
void show_table(const struct result *result, bool sort, int width, FILE *to);

#endif
