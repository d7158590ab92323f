/* SPDX-License-Identifier: GPL-2.0-only */
/* The completion scripts of the shells, made from the options of @commands. */
#ifndef COMPLETION_SHELLS_H
#define COMPLETION_SHELLS_H

#include <stdio.h>

#include "cmd/completion_words.h"

void completion_bash(const struct command *commands,
		     const struct completion_names *names, FILE *to);
void completion_zsh(const struct command *commands,
		    const struct completion_names *names, FILE *to);
void completion_fish(const struct command *commands,
		     const struct completion_names *names, FILE *to);

#endif
