/* SPDX-License-Identifier: GPL-2.0-only */
/* The commands that measure and compare the same again. */
#ifndef PRINT_COMPARE_COMMAND_H
#define PRINT_COMPARE_COMMAND_H

#include <stdio.h>

#include "judge/comparison.h"

/*
 * Return the command that compares @base with @fresh as the user @asked to, for
 * a shell; to be freed.
 */
char *compare_command(const struct compare_options *asked, const char *base,
		      const char *fresh);

/*
 * Print commands that measure BASE and NEW and compare them, indented and
 * broken at options to fit @width columns.
 */
void compare_print_commands(const struct comparison *c,
			    const struct compare_options *asked, int width,
			    FILE *to);

#endif
