/* SPDX-License-Identifier: GPL-2.0-only */
/* A step of a bisection as text. */
#ifndef PRINT_BISECT_H
#define PRINT_BISECT_H

#include <stdio.h>

#include "judge/bisect.h"

/* A line for each cell that the step was judged by. */
void bisect_text(const struct bisect_step *step, FILE *to);

#endif
