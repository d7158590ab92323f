// SPDX-License-Identifier: GPL-2.0-only
/* Messages for the user, on standard error. */
#include "lib/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/printable.h"

/* Print the first @length bytes of @text, and a newline. */
static void print_text(const char *text, size_t length)
{
	char *line = strndup(text, length);
	size_t size = line ? printable(line, NULL, 0) + 1 : 0;
	char *shown = line ? malloc(size) : NULL;

	if (shown)
		printable(line, shown, size);
	fprintf(stderr, "%s\n", shown ? shown : "out of memory");
	free(shown);
	free(line);
}

static void print_line(const char *before, const char *format, va_list args)
{
	char *text;

	fflush(stdout);
	fputs(before, stderr);
	if (vasprintf(&text, format, args) < 0) {
		fputs("out of memory\n", stderr);
		return;
	}
	print_text(text, strlen(text));
	free(text);
}

void say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_line("mnbench: ", format, args);
	va_end(args);
}

void say_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_line("", format, args);
	va_end(args);
}

void error_say(const struct error *error)
{
	char text[ERROR_TEXT_MAX];

	error_print(error, text, sizeof(text));
	say("%s", text);
}

void say_lines(const char *text)
{
	fflush(stdout);
	while (*text) {
		size_t length = strcspn(text, "\n");

		print_text(text, length);
		text += length + (text[length] == '\n');
	}
}
