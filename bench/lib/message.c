// SPDX-License-Identifier: GPL-2.0-only
/* Messages for the user: one line each, on standard error. */
#include "lib/message.h"

#include <stdarg.h>
#include <stdio.h>

void say(const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fputs("mnbench: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

void error_say(const struct error *error)
{
	char text[ERROR_TEXT_MAX];

	error_print(error, text, sizeof(text));
	say("%s", text);
}
