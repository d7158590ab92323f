// SPDX-License-Identifier: GPL-2.0-only
/* mnbench history: the options of the command. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "judge/history.h"
#include "judge/side.h"
#include "print/history.h"
#include "lib/exit.h"
#include "lib/message.h"

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
	 "Order by time (default), name (of the file), kernel, or a field's "
	 "path, such as environment.build.compiler",
	 0},
	{"threshold", 't', "PERCENT", 0,
	 "Changes up to this do not matter; default: 0 in exact venues, else 1",
	 0},
	{"csv", KEY_CSV, NULL, 0, "A row for each run, a column for each cell",
	 0},
	{"json", KEY_JSON, NULL, 0, "Print JSON (docs/compare.md)", 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	char *end;

	switch (key) {
	case 'b':
		options->history.by = arg;
		return 0;
	case 't':
		options->history.threshold = strtod(arg, &end) / 100;
		if (end == arg || *end || !(options->history.threshold >= 0))
			argp_failure(state, STATUS_BAD, 0,
				     "--threshold cannot be '%s'; allowed: a "
				     "percentage from 0",
				     arg);
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
			     "history: say which results, or a folder");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int print(const struct options *options, const struct history *h)
{
	size_t left_out = 0;
	json_t *json;
	int ret;

	if (options->csv)
		left_out = history_csv(h, stdout);
	else if (!options->json)
		history_text(h, stdout);
	if (left_out)
		say("%zu cells that some runs lack are left out", left_out);
	if (!options->json)
		return 0;
	json = history_json(h);
	ret = json ? json_dumpf(json, stdout, JSON_INDENT(1)) : -1;
	putchar('\n');
	json_decref(json);
	return ret;
}

/* All runs that the names stand for, in one list. */
static int load(const struct options *options, struct side *all,
		struct error *error)
{
	for (size_t i = 0; i < options->count; i++) {
		struct side side;
		struct result **runs;
		int ret = side_load(&side, options->names[i], error);

		for (size_t k = 0; !ret && k < side.count; k++)
			ret = result_refuse_reference(side.runs[k], error);
		runs = ret ? NULL
			   : realloc(all->runs,
				     (all->count + side.count) * sizeof(*runs));
		if (!runs) {
			side_free(&side);
			return ret ? ret : error_set(error, "out of memory");
		}
		memcpy(runs + all->count, side.runs,
		       side.count * sizeof(*runs));
		all->runs = runs;
		all->count += side.count;
		free(side.runs);
	}
	return 0;
}

int history_main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = argp_options,
		.parser = parse_option,
		.args_doc = "RUN...|FOLDER",
		.doc = "Show what changed over many runs of a plan. Exit "
		       "status: 0, also when there are changes; 2 on bad "
		       "input.",
	};
	struct options options = {
		.history = {.by = "time", .threshold = -1, .level = 0.05}};
	struct side all = {0};
	struct history *h = NULL;
	struct error error = {0};
	int status = STATUS_BAD;

	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (!load(&options, &all, &error))
		h = history_make(all.runs, all.count, &options.history, &error);
	if (!h)
		error_say(&error);
	else if (print(&options, h))
		say("out of memory");
	else
		status = STATUS_OK;
	history_free(h);
	side_free(&all);
	return status;
}
