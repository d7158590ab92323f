/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison as Markdown, fit for a pull request. */
#ifndef PRINT_COMPARE_MARKDOWN_H
#define PRINT_COMPARE_MARKDOWN_H

#include <stdbool.h>
#include <stdio.h>

#include "judge/comparison.h"

/*
 * Print the headline, a table of what changed, and, folded, the rest. @command
 * made this comparison; @all: fold in cells that did not change, too.
 */
void compare_markdown(const struct comparison *comparison, const char *command,
		      bool all, FILE *to);

#endif
