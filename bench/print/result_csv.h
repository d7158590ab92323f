/* SPDX-License-Identifier: GPL-2.0-only */
/* A result as CSV (RFC 4180), one row per cell. */
#ifndef PRINT_RESULT_CSV_H
#define PRINT_RESULT_CSV_H

#include <stdbool.h>
#include <stdio.h>

#include "result/result.h"

/* @sort: the costliest cells first, else in the order of the plan. */
void result_csv(const struct result *result, bool sort, FILE *to);

#endif
