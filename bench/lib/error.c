// SPDX-License-Identifier: GPL-2.0-only
/* Filling and printing struct error. */
#include "lib/error.h"

#include <stdio.h>
#include <string.h>

static void store(struct error *error, const char *key, const char *format,
		  va_list args)
{
	struct error fresh = {0};

	if (!error)
		return;
	/* Not in place: the arguments may be parts of the old error. */
	vsnprintf(fresh.message, sizeof(fresh.message), format, args);
	snprintf(fresh.key, sizeof(fresh.key), "%s", key);
	*error = fresh;
}

int error_set(struct error *error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	store(error, "", format, args);
	va_end(args);
	return -1;
}

int error_set_key(struct error *error, const char *key, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	store(error, key, format, args);
	va_end(args);
	return -1;
}

int error_place(struct error *error, const char *file, unsigned int line)
{
	if (!error || error->file[0])
		return -1;
	snprintf(error->file, sizeof(error->file), "%s", file);
	error->line = line;
	return -1;
}

void error_print(const struct error *error, char *text, size_t size)
{
	char line[16] = "";

	if (error->line)
		snprintf(line, sizeof(line), ":%u", error->line);
	snprintf(text, size, "%s%s%s%s%s%s", error->file, line,
		 error->file[0] ? ": " : "", error->key,
		 error->key[0] ? " " : "", error->message);
}
