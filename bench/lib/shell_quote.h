/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing commands that a user can give to a shell. */
#ifndef SHELL_QUOTE_H
#define SHELL_QUOTE_H

#include <stdio.h>

/* Print @word so that a shell reads it as one word and changes nothing. */
void shell_quote(FILE *to, const char *word);

/* Print " --NAME VALUE", the value quoted; nothing if @value is NULL. */
void shell_option(FILE *to, const char *name, const char *value);

/*
 * Print a command of quoted words. Where it would be wider than @width
 * characters it goes on in a new line, before an option: all lines but the last
 * end with a backslash, so that a shell reads the same. The lines are indented.
 */
void shell_fold(FILE *to, const char *command, size_t width);

#endif
