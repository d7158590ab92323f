// SPDX-License-Identifier: GPL-2.0-only
/* Printing the command that repeats the run of a result. */
#include "print/reproduce.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/printable.h"
#include "lib/shell_quote.h"
#include "print/text.h"
#include "print/wrap.h"
#include "result/reproduce.h"

static void print_note(char *note, int width, FILE *to)
{
	FILE *lines = wrap_open(to, width);
	char *rest = note, *line;

	while (rest && (line = strtok_r(rest, "\n", &rest)))
		print_text(lines, "%s\n", line);
	fputs("This command measures the same again:\n", lines);
	fclose(lines);
}

void print_reproduce(const struct result *result, int width, FILE *to)
{
	char *command = reproduce_command(result);
	char *note = reproduce_note(result);
	size_t size = printable(command, NULL, 0) + 1;
	char *shown = must_alloc(size, 1);

	printable(command, shown, size);
	print_note(note, width, to);
	shell_fold(to, shown, (size_t)width);
	free(shown);
	free(note);
	free(command);
}
