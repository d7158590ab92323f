/* SPDX-License-Identifier: GPL-2.0-only */
/* Printing text of plans and results, which may hold any character. */
#ifndef PRINT_TEXT_H
#define PRINT_TEXT_H

#include <stdarg.h>
#include <stdio.h>

/*
 * Format as vasprintf() does and make the result printable (lib/printable.h).
 * To be freed; ends the program if there is no memory.
 */
__attribute__((format(printf, 1, 0))) char *text_format(const char *format,
							va_list args);

/*
 * As fprintf(), but with printable text: all control characters are escaped
 * except a newline at the end of @format. One call prints at most one line.
 */
__attribute__((format(printf, 2, 3))) void print_text(FILE *to,
						      const char *format, ...);

#endif
