// SPDX-License-Identifier: GPL-2.0-only
/* mnbench show: the options of the command, and its exit status. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "print/result_csv.h"
#include "print/result_table.h"
#include "result/result.h"

/* Where the output is not a terminal, so that it is the same everywhere. */
#define WIDTH_DEFAULT 100
#define WIDTH_MAX     100000

struct options {
	const char *run;
	bool csv, sort;
	int width;
};

static const struct argp_option argp_options[] = {
	{"csv", 'c', NULL, 0, "Print CSV: a header, and a row for each cell",
	 0},
	{"sort", 's', NULL, 0,
	 "Print the costliest first (default: the order of the plan)", 0},
	{"width", 'w', "N", 0,
	 "Width of tables in characters (default: that of the terminal, 100 "
	 "where the output is not a terminal)",
	 0},
	{0},
};

/* Returns 0 if it is not a width. */
static int parse_width(const char *text)
{
	char *end;
	long width = strtol(text, &end, 10);

	return end == text || *end || width < 1 || width > WIDTH_MAX
		       ? 0
		       : (int)width;
}

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
		options->width = parse_width(arg);
		if (!options->width)
			argp_failure(state, STATUS_BAD, 0,
				     "--width cannot be '%s'; allowed: a "
				     "number of characters from 1 to %d",
				     arg, WIDTH_MAX);
		return 0;
	case ARGP_KEY_ARG:
		if (options->run)
			argp_failure(state, STATUS_BAD, 0,
				     "'%s' is one result too many; "
				     "allowed: one",
				     arg);
		options->run = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0, "give a result file");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* As in other programs, COLUMNS has precedence over the terminal. */
static int terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (!isatty(STDOUT_FILENO))
		return WIDTH_DEFAULT;
	if (columns && parse_width(columns))
		return parse_width(columns);
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
		.doc = "Print a result: what each mode costs each workload.\v"
		       "Exit status: 0; 2 bad input.",
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
		result_csv(result, options.sort, stdout);
	else
		result_table(result, options.sort,
			     options.width ? options.width : terminal_width(),
			     stdout);
	result_free(result);
	return STATUS_OK;
}
