// SPDX-License-Identifier: GPL-2.0-only
/* The command line of mnbench merge: one result of the shards of a run. */
#include <argp.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "run/merge.h"

struct options {
	char **parts;
	size_t count;
	const char *output;
};

static const struct argp_option argp_options[] = {
	{"output", 'o', "FILE", 0, "The result file; required", 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'o':
		options->output = arg;
		return 0;
	case ARGP_KEY_ARGS:
		options->parts = state->argv + state->next;
		options->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0, "name the parts to merge");
		return 0;
	case ARGP_KEY_END:
		if (!options->output)
			argp_failure(state, STATUS_BAD, 0,
				     "name the result file with -o "
				     "FILE");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp merge_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "PART...",
	.doc = "Make the result of a run from all the parts that "
	       "'mnbench run --shard' stored.\v"
	       "Exit status: 0; 1 a cell or a kernel failed; 2 bad input.\n\n"
	       "Examples:\n"
	       "  mnbench run --shard 1/2 -o part1    # on one machine\n"
	       "  mnbench run --shard 2/2 -o part2    # on another one\n"
	       "  mnbench merge part1 part2 -o results/default.json",
};

int merge_main(int argc, char **argv)
{
	struct options options = {0};
	struct error error = {0};
	int status;

	if (argp_parse(&merge_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	status = merge_parts(options.parts, options.count, options.output,
			     &error);
	if (status == STATUS_BAD)
		error_say(&error);
	return status;
}
