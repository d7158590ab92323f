/* SPDX-License-Identifier: GPL-2.0-only */
/* Building text piece by piece in a buffer of a fixed size. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>

struct text {
	char *at;    /* where the next piece goes: always a NUL */
	size_t left; /* bytes from there on, with the NUL */
};

/* Begin with an empty text in @buffer, of @size bytes (at least 1). */
void text_begin(struct text *text, char *buffer, size_t size);

/* Append as printf() would; what does not fit is cut off. */
__attribute__((format(printf, 2, 3))) void text_append(struct text *text,
						       const char *format, ...);

#define TEXT_SHORT_MAX 64

/*
 * Copy what a user wrote for a message. A long value is cut between two
 * characters (it is UTF-8) and ends in "...". Returns @copy.
 */
const char *text_shorten(char copy[TEXT_SHORT_MAX], const char *value);

#endif
