// SPDX-License-Identifier: GPL-2.0-only
/* mnbench show: the options of the command. */
#include "print/show.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "lib/message.h"

#define WIDTH_DEFAULT \
	100 /* where the output is no terminal: the same anywhere */

struct options {
	const char *run;
	bool csv, sort;
	int width;
};

static const struct argp_option argp_options[] = {
	{"csv", 'c', NULL, 0, "One row per cell, with a header", 0},
	{"sort", 's', NULL, 0, "The costliest first", 0},
	{"width", 'w', "N", 0,
	 "Columns that tables may take; default: those of the terminal, 100 "
	 "where the output is none",
	 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'c':
		options->csv = true;
		return 0;
	case 's':
		options->sort = true;
		return 0;
	case 'w':
		options->width = atoi(arg);
		if (options->width < 1 || arg[strspn(arg, "0123456789")])
			argp_failure(state, STATUS_BAD, 0,
				     "--width=%s: must be a number of columns",
				     arg);
		return 0;
	case ARGP_KEY_ARG:
		if (options->run)
			argp_failure(state, STATUS_BAD, 0,
				     "show: one result at a time; '%s' is one "
				     "too many",
				     arg);
		options->run = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "show: say which result file");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* As other programs do: COLUMNS before what the terminal says. */
static int terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (!isatty(STDOUT_FILENO))
		return WIDTH_DEFAULT;
	if (columns && atoi(columns) > 0)
		return atoi(columns);
	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	return WIDTH_DEFAULT;
}

int show_main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = argp_options,
		.parser = parse_option,
		.args_doc = "RUN",
		.doc = "Print a result: what each mode costs each workload.",
	};
	struct options options = {0};
	struct error error = {0};
	struct result *result;

	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	result = result_load(options.run, &error);
	if (!result) {
		error_say(&error);
		return STATUS_BAD;
	}
	if (options.csv)
		show_csv(result, options.sort, stdout);
	else
		show_table(result, options.sort,
			   options.width ? options.width : terminal_width(),
			   stdout);
	result_free(result);
	return STATUS_OK;
}
