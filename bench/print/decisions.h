/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of what a run with looks decided of its cells. */
#ifndef PRINT_DECISIONS_H
#define PRINT_DECISIONS_H

#include <stdio.h>

#include "result/result.h"

/* Print it if the plan of @result has looks, in lines of @width characters. */
void decisions_print(const struct result *result, int width, FILE *to);

#endif
