// SPDX-License-Identifier: GPL-2.0-only
/* Allocating memory, or ending the program. */
#include "lib/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/exit.h"
#include "lib/message.h"

static void *must(void *memory)
{
	if (!memory) {
		say("out of memory");
		exit(STATUS_BAD);
	}
	return memory;
}

void *must_alloc(size_t count, size_t size)
{
	return must(calloc(count ? count : 1, size));
}

void *must_resize(void *memory, size_t count, size_t size)
{
	return must(reallocarray(memory, count ? count : 1, size));
}

char *must_printf(const char *format, ...)
{
	va_list args;
	char *text, none[1];
	int length;

	va_start(args, format);
	length = vsnprintf(none, sizeof(none), format, args);
	va_end(args);
	text = must_alloc((size_t)length + 1, 1);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}
