// SPDX-License-Identifier: GPL-2.0-only
/* Printing text of plans and results, which may hold any character. */
#include "print/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/printable.h"

/* A format that ends with a newline; that newline is not part of the text. */
static bool ends_line(const char *format)
{
	size_t length = strlen(format);

	return length && format[length - 1] == '\n';
}

char *text_format(const char *format, va_list args)
{
	char *text, *safe;
	va_list again;
	size_t size;

	va_copy(again, args);
	size = (size_t)vsnprintf(NULL, 0, format, again) + 1;
	va_end(again);
	text = must_alloc(size, 1);
	vsnprintf(text, size, format, args);
	size = printable(text, NULL, 0) + 1;
	safe = must_alloc(size, 1);
	printable(text, safe, size);
	free(text);
	return safe;
}

void print_text(FILE *to, const char *format, ...)
{
	bool line = ends_line(format);
	va_list args;
	char *text;

	va_start(args, format);
	text = text_format(format, args);
	va_end(args);
	if (line) /* which is escaped as any other: \x0a */
		text[strlen(text) - strlen("\\x0a")] = '\0';
	fprintf(to, "%s%s", text, line ? "\n" : "");
	free(text);
}
