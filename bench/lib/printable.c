// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making text safe to print. Plans and results may come from anywhere, and
 * an escape sequence in a name would move the cursor or change the title of the
 * window. The locale does not matter: text is UTF-8.
 */
#include "lib/printable.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define ESCAPE_LENGTH 4 /* \xNN */

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* How many bytes a character has that begins so; 0: none begins so. */
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf) /* 0xc0, 0xc1: too long a form */
		return 2;
	if ((first & 0xf0) == 0xe0)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/* Longer forms than needed, surrogates and what is above U+10FFFF. */
static bool is_forbidden(const unsigned char *text)
{
	return (text[0] == 0xe0 && text[1] < 0xa0) ||
	       (text[0] == 0xed && text[1] > 0x9f) ||
	       (text[0] == 0xf0 && text[1] < 0x90) ||
	       (text[0] == 0xf4 && text[1] > 0x8f);
}

/*
 * C0, DEL, and C1, of which terminals take U+009B as the start of a sequence.
 */
static bool is_control(const unsigned char *text)
{
	return text[0] < 0x20 || text[0] == 0x7f ||
	       (text[0] == 0xc2 && text[1] < 0xa0);
}

/* The length of the character that @text begins with; 0: it must be escaped. */
static size_t plain_length(const unsigned char *text)
{
	size_t length = sequence_length(text[0]);

	for (size_t i = 1; i < length; i++)
		if (!is_continuation(text[i]))
			return 0;
	if (!length || is_control(text) || (length > 2 && is_forbidden(text)))
		return 0;
	return length;
}

size_t printable(const char *text, char *to, size_t size)
{
	const unsigned char *from = (const unsigned char *)text;
	size_t whole = 0, written = 0;
	bool has_room = size > 0;

	while (*from) {
		size_t plain = plain_length(from);
		size_t length = plain ? plain : ESCAPE_LENGTH;
		char escape[ESCAPE_LENGTH + 1];

		if (whole + length < size) {
			snprintf(escape, sizeof(escape), "\\x%02x", *from);
			memcpy(to + whole, plain ? (const char *)from : escape,
			       length);
			written = whole + length;
		} else {
			size = 0; /* nothing that follows may be written */
		}
		whole += length;
		from += plain ? plain : 1;
	}
	if (has_room)
		to[written] = '\0';
	return whole;
}
