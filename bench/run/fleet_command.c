// SPDX-License-Identifier: GPL-2.0-only
/* Making the command of a shard from the template of its fleet. */
#include "run/fleet_command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/shell_quote.h"

int fleet_command_check(const char *with, struct error *error)
{
	if (strstr(with, "{}") || strstr(with, "{q}"))
		return 0;
	return error_set(
		error,
		"--with cannot be '%s': {} or {q} must be in it, where "
		"the command of the shard goes",
		with);
}

/* Return what follows @word at @at; NULL: something else is there. */
static const char *after(const char *at, const char *word)
{
	size_t length = strlen(word);

	return strncmp(at, word, length) == 0 ? at + length : NULL;
}

char *fleet_command(const char *with, const char *run, size_t number,
		    const char *part)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	const char *next;

	if (!to)
		return NULL;
	for (const char *at = with; *at; at = next) {
		if ((next = after(at, "{}"))) {
			fputs(run, to);
		} else if ((next = after(at, "{q}"))) {
			shell_quote(to, run);
		} else if ((next = after(at, "{n}"))) {
			fprintf(to, "%zu", number);
		} else if ((next = after(at, "{out}"))) {
			shell_quote(to, part);
		} else {
			fputc(*at, to);
			next = at + 1;
		}
	}
	if (!fclose(to))
		return text;
	free(text);
	return NULL;
}
