// SPDX-License-Identifier: GPL-2.0-only
/* mnbench show: the options of the command, and its exit status. */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/result_argument.h"
#include "cmd/show_export.h"
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
	bool csv, sort, lnt;
	const char *asv, *commit;
	int width;
};

enum {
	KEY_ASV = 256,
	KEY_COMMIT,
	KEY_LNT,
};

static const struct argp_option argp_options[] = {
	{"asv", KEY_ASV, "FOLDER", 0,
	 "Write the files of asv to FOLDER, its results_dir; needs the commit "
	 "that was measured",
	 0},
	{"commit", KEY_COMMIT, "HASH", 0,
	 "The commit that was measured, for asv and LNT (default for LNT: the "
	 "release of the kernel)",
	 0},
	{"csv", 'c', NULL, 0, "Print CSV: a header, and a row for each cell",
	 0},
	{"lnt", KEY_LNT, NULL, 0, "Print a report for LNT (JSON)", 0},
	{"sort", 's', NULL, 0,
	 "Print the costliest first (default: the order of the plan)", 0},
	{"width", 'w', "N", 0,
	 "Longest line, in columns; default: that of the terminal, else the "
	 "environment variable COLUMNS, else 80",
	 0},
	{0},
};

/* It becomes the name of a file. */
static void parse_commit(struct options *options, const char *arg,
			 struct argp_state *state)
{
	if (!arg[0] || strlen(arg) > 64 || arg[strspn(arg, "0123456789abcdef")])
		argp_failure(state, STATUS_BAD, 0,
			     "--commit cannot be '%s'; allowed: the hash of a "
			     "commit in lower case",
			     arg);
	options->commit = arg;
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
	case KEY_ASV:
		options->asv = arg;
		return 0;
	case KEY_COMMIT:
		parse_commit(options, arg, state);
		return 0;
	case KEY_LNT:
		options->lnt = true;
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
	case ARGP_KEY_END:
		if (options->asv && !options->commit)
			argp_failure(state, STATUS_BAD, 0,
				     "--asv needs --commit HASH: asv shows "
				     "results by commit");
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

static int print(const struct options *options, const struct result *result,
		 struct error *error)
{
	if (options->asv)
		return show_export_asv(result, options->asv, options->commit,
				       error);
	if (options->lnt)
		return show_export_lnt(result, options->commit, error);
	if (options->csv)
		result_csv(result, options->sort, stdout);
	else
		print_tables(result, options->sort,
			     options->width ? options->width : line_width());
	return 0;
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
	int status;

	if (argp_parse(&show_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (!result_argument_check("show", options.run, TAKES_FILE, &error))
		result = result_load(options.run, &error);
	if (!result) {
		error_say(&error);
		return STATUS_BAD;
	}
	status = print(&options, result, &error) ? STATUS_BAD : STATUS_OK;
	if (status)
		error_say(&error);
	result_free(result);
	return status;
}
