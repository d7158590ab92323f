/* SPDX-License-Identifier: GPL-2.0-only */
/* A history as text, as CSV and as JSON. */
#ifndef PRINT_HISTORY_H
#define PRINT_HISTORY_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

#include "judge/history.h"

void history_text(const struct history *history, FILE *to);
/*
 * One row a run, one column a cell that all runs have: what Apache Otava reads.
 * Returns how many cells are left out.
 */
size_t history_csv(const struct history *history, FILE *to);
json_t *history_json(const struct history *history);

#endif
