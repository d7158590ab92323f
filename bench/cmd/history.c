// SPDX-License-Identifier: GPL-2.0-only
/* mnbench history: the options of the command, and its exit status. */
#include <argp.h>
#include <math.h>
#include <stdlib.h>

#include "cmd/commands.h"
#include "cmd/percent.h"
#include "cmd/result_argument.h"
#include "judge/history.h"
#include "judge/runs.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "print/history.h"
#include "print/history_csv.h"
#include "print/history_json.h"
#include "print/json.h"
#include "print/line_width.h"
#include "print/wrap.h"

struct options {
	char **names;
	size_t count;
	bool csv, json;
	struct history_options history;
};

enum {
	KEY_CSV = 256,
	KEY_JSON,
};

static const struct argp_option argp_options[] = {
	{"by", 'b', "KEY", 0,
	 "What to order runs by: time, name (of the file), kernel, or the "
	 "path of a field, such as environment.build.compiler (default: time)",
	 0},
	{"threshold", 't', "PERCENT", 0,
	 "Largest change that does not matter, in percent (default: 0.1 in "
	 "exact venues, where cells that change less are listed as moved; 1 in "
	 "timed venues)",
	 0},
	{"level", 'l', "PERCENT", 0,
	 "In timed venues: how many of 100 histories without a change may "
	 "show one in some cell (default: 5)",
	 0},
	{"csv", KEY_CSV, NULL, 0,
	 "Print CSV: a row for each run, a column for each cell", 0},
	{"json", KEY_JSON, NULL, 0, "Print JSON (docs/compare.md)", 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'b':
		options->history.by = arg;
		return 0;
	case 't':
		options->history.threshold =
			percent_parse("threshold", arg, INFINITY, state);
		return 0;
	case 'l':
		options->history.level =
			percent_parse_above_0("level", arg, 100, state);
		return 0;
	case KEY_CSV:
		options->csv = true;
		return 0;
	case KEY_JSON:
		options->json = true;
		return 0;
	case ARGP_KEY_ARGS:
		options->names = state->argv + state->next;
		options->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "give results or a folder of results");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print_text(const struct history *h)
{
	FILE *to = wrap_open(stdout, line_width());

	history_text(h, to);
	fclose(to);
}

static int print(const struct options *options, const struct history *h,
		 struct error *error)
{
	size_t left_out = 0;

	if (options->json)
		return json_print(history_json(h), stdout, error);
	if (options->csv)
		left_out = history_csv(h, stdout);
	else
		print_text(h);
	if (left_out)
		say("%zu cells that some runs do not have are left out",
		    left_out);
	return 0;
}

const struct argp history_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "RUN...|FOLDER",
	.doc = "Show what changed over many runs of a plan.\v"
	       "Exit status: 0, also if there are changes; 2 bad "
	       "input.\n\n"
	       "Examples:\n"
	       "  mnbench history nightly/\n"
	       "  mnbench history --by kernel --csv nightly/*.json",
};

int history_main(int argc, char **argv)
{
	struct options options = {
		.history = {.by = "time", .threshold = -1, .level = 0.05}};
	struct runs runs = {0};
	struct history *h = NULL;
	struct error error = {0};
	int status = STATUS_BAD;

	if (argp_parse(&history_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (!result_arguments_load(&runs, "history", options.names,
				   options.count, result_load, &error))
		h = history_make(runs.at, runs.count, &options.history, &error);
	if (h && !print(&options, h, &error))
		status = STATUS_OK;
	else
		error_say(&error);
	history_free(h);
	runs_free(&runs);
	return status;
}
