// SPDX-License-Identifier: GPL-2.0-only
/* mnbench matrix: the options of the command, and its exit status. */
#include <argp.h>
#include <stdlib.h>

#include "cmd/commands.h"
#include "cmd/percent.h"
#include "cmd/result_argument.h"
#include "judge/matrix.h"
#include "judge/runs.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "print/json.h"
#include "print/line_width.h"
#include "print/matrix.h"
#include "print/matrix_calls.h"
#include "print/matrix_csv.h"
#include "print/text.h"
#include "print/wrap.h"
#include "report/matrix_picture.h"

struct options {
	char **names;
	size_t count;
	bool csv, json, all, architectures, calls;
	double threshold;
	const char *output;
};

enum {
	KEY_CSV = 256,
	KEY_JSON,
	KEY_ARCHITECTURES,
	KEY_CALLS,
};

static const struct argp_option argp_options[] = {
	{"output", 'o', "FOLDER", 0,
	 "Draw the picture, into FOLDER/kernel-matrix.svg and .png (default: "
	 "no picture)",
	 0},
	{"architectures", KEY_ARCHITECTURES, NULL, 0,
	 "Show results of several architectures side by side (default: they "
	 "are refused)",
	 0},
	{"threshold", 't', "PERCENT", 0,
	 "Largest change that does not matter, in percent of the operation's "
	 "time (default: 0.1)",
	 0},
	{"all", 'a', NULL, 0,
	 "List each change, not only the largest and those with other counters",
	 0},
	{"calls", KEY_CALLS, NULL, 0,
	 "Show how many notifier calls an operation of each workload makes, "
	 "counted by mode global, and the function of the kernel that makes "
	 "them (default: costs)",
	 0},
	{"csv", KEY_CSV, NULL, 0,
	 "Print CSV: a row for each cell, a column for each kernel", 0},
	{"json", KEY_JSON, NULL, 0, "Print JSON (docs/matrix.md)", 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'o':
		options->output = arg;
		return 0;
	case 't':
		options->threshold =
			percent_parse("threshold", arg, 100, state);
		return 0;
	case 'a':
		options->all = true;
		return 0;
	case KEY_ARCHITECTURES:
		options->architectures = true;
		return 0;
	case KEY_CSV:
		options->csv = true;
		return 0;
	case KEY_CALLS:
		options->calls = true;
		return 0;
	case KEY_JSON:
		options->json = true;
		return 0;
	case ARGP_KEY_ARGS:
		options->names = state->argv + state->next;
		options->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_END:
		if (options->calls &&
		    (options->csv || options->json || options->output ||
		     options->all || options->threshold >= 0))
			argp_failure(state, STATUS_BAD, 0,
				     "--calls goes with --architectures alone");
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "give results of one plan on several kernels");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print_as_text(const struct options *options, const struct matrix *m)
{
	FILE *to = wrap_open(stdout, line_width());

	if (options->calls)
		matrix_calls(m, line_width(), to);
	else
		matrix_text(m, options->all, line_width(), to);
	fclose(to);
}

static int print(const struct options *options, const struct matrix *m,
		 struct error *error)
{
	if (options->json) {
		if (json_print(matrix_json(m), stdout, error))
			return -1;
	} else if (options->csv) {
		matrix_csv(m, stdout);
	} else {
		print_as_text(options, m);
	}
	if (!options->output)
		return 0;
	if (matrix_picture(m, options->output, error))
		return -1;
	if (!options->json && !options->csv)
		print_text(stdout, "%s/%s.svg\n", options->output,
			   MATRIX_PICTURE);
	return 0;
}

const struct argp matrix_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "RESULT...|FOLDER",
	.doc = "Show what each mode costs over none on several kernels: a "
	       "column for each result of one plan in an exact venue, and what "
	       "explains each change from one kernel to the next.\v"
	       "Exit status: 0, also if there are changes; 2 bad input, or no "
	       "gnuplot.\n\n"
	       "Examples:\n"
	       "  mnbench matrix 6.1.json 6.12.json -o picture\n"
	       "  mnbench matrix --calls 6.1.json 6.12.json\n"
	       "  mnbench matrix --architectures results/matrix/",
};

int matrix_main(int argc, char **argv)
{
	struct options options = {.threshold = -1};
	struct error error = {0};
	struct matrix *m = NULL;
	struct runs runs = {0};
	int status = STATUS_BAD;

	if (argp_parse(&matrix_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (!result_arguments_load(&runs, "matrix", options.names,
				   options.count, result_or_reference_load,
				   &error))
		m = matrix_make(runs.at, runs.count, options.architectures,
				options.threshold, &error);
	if (m && !print(&options, m, &error))
		status = STATUS_OK;
	else
		error_say(&error);
	matrix_free(m);
	runs_free(&runs);
	return status;
}
