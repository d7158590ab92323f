/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison as text, as a Markdown table and as JSON. */
#ifndef PRINT_COMPARE_H
#define PRINT_COMPARE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "judge/comparison.h"

/* The three forms of output. @all: cells that did not change, too. */
void compare_text(const struct comparison *comparison, bool all, FILE *to);
void compare_markdown(const struct comparison *comparison, bool all, FILE *to);
json_t *compare_json(const struct comparison *comparison);

#endif
