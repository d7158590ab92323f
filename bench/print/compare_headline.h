/* SPDX-License-Identifier: GPL-2.0-only */
/* The one line that says what a comparison found. */
#ifndef PRINT_COMPARE_HEADLINE_H
#define PRINT_COMPARE_HEADLINE_H

#include <stddef.h>

#include "judge/comparison.h"

#define COMPARE_HEADLINE_MAX 1200

/*
 * "munmap under global +3.1%, the worst of 2": the worst cell, else
 * the most improved, else that nothing changed; or why nothing is judged.
 */
void compare_headline(const struct comparison *c, char *text, size_t size);

#endif
