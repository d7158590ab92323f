/* SPDX-License-Identifier: GPL-2.0-only */
/* mnbench show: the options of the command. */
#include "show.h"

#include <argp.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "commands.h"
#include "exit.h"
#include "say.h"

#define WIDTH_DEFAULT 140 /* where the output is no terminal */

struct options {
	const char *run;
	bool csv, sort;
};

static const struct argp_option argp_options[] = {
	{"csv", 'c', NULL, 0, "One row per cell, with a header", 0},
	{"sort", 's', NULL, 0, "The costliest first", 0},
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

static int output_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) &&
	    size.ws_col)
		return size.ws_col;
	if (columns && atoi(columns) > 0)
		return atoi(columns);
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
	char error[ERROR_MAX];
	struct result *result;
	int status = STATUS_OK;

	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	result = result_load(options.run, error, sizeof(error));
	if (!result) {
		say("%s", error);
		return STATUS_BAD;
	}
	if (options.csv) {
		show_csv(result, options.sort, stdout);
	} else if (show_table(result, options.sort, output_width(), stdout)) {
		say("out of memory");
		status = STATUS_BAD;
	}
	result_free(result);
	return status;
}
