/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison for readers: as text and as a Markdown table. */
#ifndef PRINT_COMPARE_H
#define PRINT_COMPARE_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/comparison.h"

/* @all: list cells that did not change, too. */
void compare_text(const struct comparison *comparison, bool all, FILE *to);
void compare_markdown(const struct comparison *comparison, bool all, FILE *to);

/* "munmap global far"; both modes are named where they differ. */
void compare_describe(const struct cell_pair *pair, char *text, size_t size);

#endif
