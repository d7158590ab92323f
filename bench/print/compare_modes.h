/* SPDX-License-Identifier: GPL-2.0-only */
/* What changed in each mode, in a line for each. */
#ifndef PRINT_COMPARE_MODES_H
#define PRINT_COMPARE_MODES_H

#include <stdio.h>

#include "judge/comparison.h"

/*
 * Print a line for each mode, with its largest decrease and increase and how
 * many cells changed: "global  -11.3% cow to +19.6% fork; 9 worse, 2 better".
 */
void compare_print_modes(const struct comparison *c, FILE *to);

#endif
