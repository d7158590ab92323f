// SPDX-License-Identifier: GPL-2.0-only
/* mnbench reference: make a reference for compare from a result. */
#include <argp.h>

#include "cmd/commands.h"
#include "cmd/result_argument.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "result/reference_make.h"
#include "result/result.h"
#include "result/store.h"

struct options {
	const char *result, *output;
};

static const struct argp_option argp_options[] = {
	{"output", 'o', "FILE", 0, "The file of the reference; required", 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'o':
		options->output = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (options->result)
			argp_failure(
				state, STATUS_BAD, 0,
				"one RESULT at a time; '%s' is one too many",
				arg);
		options->result = arg;
		return 0;
	case ARGP_KEY_END:
		if (!options->result)
			argp_failure(state, STATUS_BAD, 0,
				     "give a result file");
		if (!options->output)
			argp_failure(state, STATUS_BAD, 0,
				     "give -o FILE, the reference to store");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int make(const struct options *options, struct error *error)
{
	struct result *result = result_load(options->result, error);
	json_t *root = NULL;
	int ret = -1;

	if (result)
		root = reference_make(result->root, result->cells,
				      result->count, error);
	if (root)
		ret = store_result(options->output, root, error);
	else
		error_place(error, options->result, 0);
	json_decref(root);
	result_free(result);
	return ret;
}

const struct argp reference_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "RESULT",
	.doc = "Make the reference of RESULT: a small file with the "
	       "times and counters that 'mnbench compare' needs, but "
	       "not each operation. RESULT must be of an exact venue.\v"
	       "Exit status: 0; 2 bad input.\n\n"
	       "Example:\n"
	       "  mnbench reference results/quick.json -o base.json",
};

int reference_main(int argc, char **argv)
{
	struct options options = {0};
	struct error error = {0};

	if (argp_parse(&reference_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (result_argument_check("reference", options.result, TAKES_FILE,
				  &error) ||
	    make(&options, &error)) {
		error_say(&error);
		return STATUS_BAD;
	}
	say_note("stored: %s", options.output);
	return STATUS_OK;
}
