/* SPDX-License-Identifier: GPL-2.0-only */
/* Printing the command that repeats the run of a result. */
#ifndef PRINT_REPRODUCE_H
#define PRINT_REPRODUCE_H

#include <stdio.h>

#include "result/result.h"

/*
 * Print the command, broken at options to fit @width characters, and what it
 * alone does not repeat (result/reproduce.h).
 */
void print_reproduce(const struct result *result, int width, FILE *to);

#endif
