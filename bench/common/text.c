// SPDX-License-Identifier: GPL-2.0-only
/* Building text piece by piece in a buffer of a fixed size. */
#include "common/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void text_begin(struct text *text, char *buffer, size_t size)
{
	text->at = buffer;
	text->left = size;
	buffer[0] = '\0';
}

void text_append(struct text *text, const char *format, ...)
{
	va_list args;
	size_t length;
	int n;

	va_start(args, format);
	n = vsnprintf(text->at, text->left, format, args);
	va_end(args);
	if (n < 0)
		return;
	length = (size_t)n < text->left ? (size_t)n : text->left - 1;
	text->at += length;
	text->left -= length;
}

/* Whether a byte is not the first of its UTF-8 character. */
static int continues_character(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

const char *text_shorten(char copy[TEXT_SHORT_MAX], const char *value)
{
	static const char end[] = "...";
	size_t length = strlen(value);

	if (length < TEXT_SHORT_MAX) {
		strcpy(copy, value);
		return copy;
	}
	length = TEXT_SHORT_MAX - sizeof(end);
	while (length && continues_character(value[length]))
		length--;
	memcpy(copy, value, length);
	strcpy(copy + length, end);
	return copy;
}
