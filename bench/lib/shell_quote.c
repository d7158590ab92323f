// SPDX-License-Identifier: GPL-2.0-only
/* Writing commands that a user can give to a shell. */
#include "lib/shell_quote.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Return true if a shell takes @word as it is. */
static bool is_plain(const char *word)
{
	for (const char *at = word; *at; at++)
		if (!isalnum((unsigned char)*at) && !strchr("%+,-./:=@_", *at))
			return false;
	return word[0] != '\0';
}

/*
 * In single quotes a shell changes nothing; a quote itself cannot be in them.
 */
void shell_quote(FILE *to, const char *word)
{
	if (is_plain(word)) {
		fputs(word, to);
		return;
	}
	fputc('\'', to);
	for (; *word; word++) {
		if (*word == '\'')
			fputs("'\\''", to);
		else
			fputc(*word, to);
	}
	fputc('\'', to);
}

void shell_option(FILE *to, const char *name, const char *value)
{
	if (!value)
		return;
	fprintf(to, " --%s ", name);
	shell_quote(to, value);
}

/* The length of an option and what follows it, up to the next option. */
static size_t piece_length(const char *piece)
{
	bool quoted = false;
	size_t i;

	for (i = 0; piece[i]; i++) {
		if (!quoted && piece[i] == '\\' && piece[i + 1])
			i++;
		else if (piece[i] == '\'')
			quoted = !quoted;
		else if (i && !quoted && piece[i] == ' ' && piece[i + 1] == '-')
			break;
	}
	return i;
}

void shell_fold(FILE *to, const char *command, size_t width)
{
	static const char indent[] = "    ", end[] = " \\";
	size_t column = strlen(indent), length, room;

	fputs(indent, to);
	for (const char *piece = command; *piece; piece += length) {
		length = piece_length(piece);
		room = piece[length] ? strlen(end) : 0;
		if (piece != command && column + length + room > width) {
			fprintf(to, "%s\n%s%s", end, indent, indent);
			column = 2 * strlen(indent);
			piece++; /* the space */
			length--;
		}
		fwrite(piece, 1, length, to);
		column += length;
	}
	fputc('\n', to);
}
