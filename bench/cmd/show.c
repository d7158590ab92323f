// SPDX-License-Identifier: GPL-2.0-only
/* mnbench show: the options of the command, and its exit status. */
#include <argp.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/result_argument.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "print/decisions.h"
#include "print/line_width.h"
#include "print/reproduce.h"
#include "print/result_csv.h"
#include "print/result_table.h"
#include "print/wrap.h"
#include "result/result.h"

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
	 "Longest line, in columns; default: that of the terminal, else the "
	 "environment variable COLUMNS, else 80",
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
		options->width = line_width_parse(arg);
		if (!options->width)
			argp_failure(state, STATUS_BAD, 0,
				     "--width cannot be '%s'; allowed: a "
				     "number of characters from 1 to %d",
				     arg, LINE_WIDTH_MAX);
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

static void print_tables(const struct result *result, bool sort, int width)
{
	FILE *to = wrap_open(stdout, width);

	result_table(result, sort, width, to);
	decisions_print(result, width, to);
	fclose(to);
	/* A line that is broken elsewhere would be another command. */
	print_reproduce(result, width, stdout);
}

const struct argp show_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "RUN",
	.doc = "Print a result: what each mode costs each workload.\v"
	       "Exit status: 0; 2 bad input.\n\n"
	       "Examples:\n"
	       "  mnbench show results/quick.json\n"
	       "  mnbench show --csv --sort results/quick.json | head",
};

int show_main(int argc, char **argv)
{
	struct options options = {0};
	struct error error = {0};
	struct result *result = NULL;

	if (argp_parse(&show_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (!result_argument_check("show", options.run, TAKES_FILE, &error))
		result = result_load(options.run, &error);
	if (!result) {
		error_say(&error);
		return STATUS_BAD;
	}
	if (options.csv)
		result_csv(result, options.sort, stdout);
	else
		print_tables(result, options.sort,
			     options.width ? options.width : line_width());
	result_free(result);
	return STATUS_OK;
}
