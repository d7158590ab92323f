/* SPDX-License-Identifier: GPL-2.0-only */
/* Breaking text into lines of a given width. Text is UTF-8. */
#ifndef PRINT_WRAP_H
#define PRINT_WRAP_H

#include <stddef.h>
#include <stdio.h>

/* The columns that @text takes: one for each character. */
int text_columns(const char *text);

/*
 * The bytes of the first line of @text when lines have at most @width columns.
 * Lines end at a blank, so a word that is wider, such as a path, is a line by
 * itself. The blanks behind the line are not part of it.
 */
size_t wrap_length(const char *text, int width);

/*
 * A stream that passes text on to @to and breaks each line that has more than
 * @width columns. What continues a line begins two columns further right than
 * that line. fclose() ends it and leaves @to open. Ends the program if there is
 * no memory.
 */
FILE *wrap_open(FILE *to, int width);

#endif
