// SPDX-License-Identifier: GPL-2.0-only
/* Writing the commands that measure and compare the same again. */
#include "print/compare_command.h"

#include <stdbool.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "lib/printable.h"
#include "lib/shell_quote.h"
#include "lib/suite_layout.h"
#include "print/text.h"
#include "result/reproduce.h"

#define DEFAULT_LEVEL 0.05

char *compare_command(const struct compare_options *asked, const char *base,
		      const char *fresh)
{
	char *text = NULL, percent[32];
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return must_printf("out of memory");
	fprintf(to, "%s compare", suite_program());
	if (asked->architectures)
		fputs(" --architectures", to);
	else if (asked->across)
		fputs(" --across", to);
	if (asked->view != VIEW_DEFAULT)
		fputs(asked->view == VIEW_COSTS ? " --costs" : " --times", to);
	if (asked->threshold >= 0) {
		snprintf(percent, sizeof(percent), "%g",
			 100 * asked->threshold);
		shell_option(to, "threshold", percent);
	}
	if (asked->level != DEFAULT_LEVEL) {
		snprintf(percent, sizeof(percent), "%g", 100 * asked->level);
		shell_option(to, "level", percent);
	}
	fputc(' ', to);
	shell_quote(to, base);
	fputc(' ', to);
	shell_quote(to, fresh);
	fclose(to);
	return text;
}

/* The text of a result is in it. */
static void print_command(const char *command, int width, FILE *to)
{
	size_t size = printable(command, NULL, 0) + 1;
	char *shown = must_alloc(size, 1);

	printable(command, shown, size);
	shell_fold(to, shown, (size_t)width);
	free(shown);
}

/* @what: "BASE", which is of a kernel that the command need not name. */
static void print_run(const char *what, const struct side *side,
		      const char *output, int width, FILE *to)
{
	char *command = reproduce_command_to(side->runs[0], output);

	print_text(to, "To measure %s again, on kernel %s:\n", what,
		   side->runs[0]->kernel);
	print_command(command, width, to);
	free(command);
}

static char *side_name(const struct side *side, const char *file)
{
	return must_printf("%s%s%s", file, side->mode ? ":" : "",
			   side->mode ? side->mode : "");
}

static bool is_one_run(const struct comparison *c)
{
	return json_equal(c->base->runs[0]->root, c->fresh->runs[0]->root);
}

void compare_print_commands(const struct comparison *c,
			    const struct compare_options *asked, int width,
			    FILE *to)
{
	const char *output = is_one_run(c) ? "base.json" : "new.json";
	char *base = side_name(c->base, "base.json");
	char *fresh = side_name(c->fresh, output);
	char *command = compare_command(asked, base, fresh);

	print_run(is_one_run(c) ? "both" : "BASE", c->base, "base.json", width,
		  to);
	if (!is_one_run(c))
		print_run("NEW", c->fresh, output, width, to);
	fputs("To compare them:\n", to);
	print_command(command, width, to);
	free(command);
	free(base);
	free(fresh);
}
