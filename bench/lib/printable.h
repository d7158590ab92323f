/* SPDX-License-Identifier: GPL-2.0-only */
/* Making text safe to print: text of files must not control a terminal. */
#ifndef PRINTABLE_H
#define PRINTABLE_H

#include <stddef.h>

/*
 * Copy @text to @to, with each byte of a control character (newline and tab
 * too) and each byte that is not part of valid UTF-8 as \xNN. As snprintf(),
 * writes at most @size bytes with the final NUL and returns the length of the
 * whole copy, without that NUL. A copy that does not fit ends with a whole
 * character. @to may be NULL where @size is 0.
 */
size_t printable(const char *text, char *to, size_t size);

#endif
