/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison as plain text for a mailing list. */
#ifndef PRINT_COMPARE_MAIL_H
#define PRINT_COMPARE_MAIL_H

#include <stdio.h>

#include "judge/comparison.h"

/* The longest line, in columns; only a path or a command word is longer. */
#define MAIL_WIDTH 72

/*
 * Print the headline, a short table, the environment, and the commands that
 * measure and compare the same again.
 */
void compare_mail(const struct comparison *comparison,
		  const struct compare_options *asked, FILE *to);

#endif
