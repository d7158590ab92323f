// SPDX-License-Identifier: GPL-2.0-only
/* Breaking text into lines of a given width. */
#include "print/wrap.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

#define CONTINUED 2 /* columns that a continued line is set in */

/* What is printed through a stream of wrap_open(). */
struct wrap {
	FILE *to;
	int width;
	char *line; /* the begin of a line, without NUL */
	size_t length, room;
};

static int begins_character(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

int text_columns(const char *text)
{
	int columns = 0;

	for (; *text; text++)
		columns += begins_character(*text);
	return columns;
}

/* A number is not parted from its percent sign. */
static int is_break(const char *at)
{
	return at[0] == ' ' && at[1] != '%';
}

size_t wrap_length(const char *text, int width)
{
	size_t end = 0, at = strspn(text, " ");
	int columns = (int)at;

	while (text[at]) {
		while (text[at] && !is_break(&text[at]))
			columns += begins_character(text[at++]);
		if (end && columns > width)
			break;
		end = at;
		while (text[at] == ' ') {
			columns++;
			at++;
		}
	}
	return end;
}

/* Print one line, which ends with a NUL. */
static void print_line(const struct wrap *wrap, const char *line)
{
	int indent = (int)strspn(line, " ") + CONTINUED;
	size_t length;

	if (text_columns(line) <= wrap->width) {
		fputs(line, wrap->to);
		return;
	}
	if (indent > wrap->width / 2)
		indent = wrap->width / 2;
	length = wrap_length(line, wrap->width);
	fwrite(line, 1, length, wrap->to);
	for (line += length; *(line += strspn(line, " ")); line += length) {
		length = wrap_length(line, wrap->width - indent);
		fprintf(wrap->to, "\n%*s%.*s", indent, "", (int)length, line);
	}
}

static void end_line(struct wrap *wrap)
{
	wrap->line[wrap->length] = '\0';
	print_line(wrap, wrap->line);
	wrap->length = 0;
}

static ssize_t take(void *cookie, const char *text, size_t size)
{
	struct wrap *wrap = cookie;

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n') {
			end_line(wrap);
			fputc('\n', wrap->to);
			continue;
		}
		if (wrap->length + 1 == wrap->room) {
			wrap->room *= 2;
			wrap->line = realloc(wrap->line, wrap->room);
			if (!wrap->line)
				abort();
		}
		wrap->line[wrap->length++] = text[i];
	}
	return (ssize_t)size;
}

static int end(void *cookie)
{
	struct wrap *wrap = cookie;

	end_line(wrap);
	free(wrap->line);
	free(wrap);
	return 0;
}

FILE *wrap_open(FILE *to, int width)
{
	static const cookie_io_functions_t functions = {.write = take,
							.close = end};
	struct wrap *wrap = must_alloc(1, sizeof(*wrap));
	FILE *stream;

	*wrap = (struct wrap){.to = to, .width = width, .room = 128};
	wrap->line = must_alloc(wrap->room, 1);
	stream = fopencookie(wrap, "w", functions);
	if (!stream)
		abort(); /* no memory */
	return stream;
}
