/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison as text for a terminal. */
#ifndef PRINT_COMPARE_H
#define PRINT_COMPARE_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/comparison.h"

/*
 * Print in tables of at most @width columns. @all: also cells that did not
 * change, and all fields of environments that differ. Without it, a comparison
 * across environments lists only the cells that changed most.
 */
void compare_text(const struct comparison *comparison, bool all, int width,
		  FILE *to);

#endif
