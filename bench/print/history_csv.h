/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A history as CSV: one row per run, one column per cell, as Apache Otava reads
 * it.
 */
#ifndef PRINT_HISTORY_CSV_H
#define PRINT_HISTORY_CSV_H

#include <stddef.h>
#include <stdio.h>

#include "judge/history.h"

/*
 * Print the cells that every run has, because Otava takes no column with a gap.
 * Returns how many cells are left out.
 */
size_t history_csv(const struct history *history, FILE *to);

#endif
