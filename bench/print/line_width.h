/* SPDX-License-Identifier: GPL-2.0-only */
/* How long a line of text for people may be. */
#ifndef PRINT_LINE_WIDTH_H
#define PRINT_LINE_WIDTH_H

/* The longest line that an option may ask for, in columns. */
#define LINE_WIDTH_MAX 100000

/*
 * The columns of a line on standard output: those of the terminal; where it is
 * no terminal, those that the environment variable COLUMNS names; else 80. At
 * least 40, because tables and text need room for a name and a number.
 */
int line_width(void);

/* Read a number of columns from 1 to LINE_WIDTH_MAX; 0: it is none. */
int line_width_parse(const char *text);

#endif
