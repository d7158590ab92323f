/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of a comparison that every text for readers has: what was compared,
 * how many cells have each verdict, and what was not compared.
 */
#ifndef PRINT_COMPARE_PARTS_H
#define PRINT_COMPARE_PARTS_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/comparison.h"

/* In what the plans differ, in one line; nothing if they do not. */
void compare_print_plans(const struct comparison *c, FILE *to);

/* BASE and NEW, a line for each. */
void compare_print_sides(const struct comparison *c, FILE *to);

/* The kernels and the venue. */
void compare_print_venue(const struct comparison *c, FILE *to);

/* The fields of the environments that differ, each with its values. */
void compare_print_fields(const struct comparison *c, FILE *to);
/* The same in one line, which has short values only. */
void compare_print_across(const struct comparison *c, FILE *to);

/*
 * "63 cells: 1 regressed, ...", with verdicts that no cell has if @zeros, and
 * what limits the verdicts.
 */
void compare_print_counts(const struct comparison *c, bool zeros, FILE *to);

/* The change of the machine itself, where one was taken out. */
void compare_print_shift(const struct comparison *c, FILE *to);

/* Cells that were not compared, and why; the first few unless @all. */
void compare_print_skipped(const struct comparison *c, bool all, FILE *to);

/* What the columns BASE and NEW hold: "vns an operation". */
void compare_unit(const struct comparison *c, char *text, size_t size);

#endif
