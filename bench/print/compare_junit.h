/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison as JUnit XML, which CI systems show as tests (docs/ci.md). */
#ifndef PRINT_COMPARE_JUNIT_H
#define PRINT_COMPARE_JUNIT_H

#include <stdio.h>

#include "judge/comparison.h"

/* Print a document with a suite for the plan and a case for each cell. */
void compare_junit(const struct comparison *c, FILE *to);

#endif
