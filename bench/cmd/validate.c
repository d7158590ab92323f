// SPDX-License-Identifier: GPL-2.0-only
/* mnbench validate: check that files are results or references. */
#include <argp.h>
#include <stdbool.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/result_argument.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "result/result.h"
#include "result/validate.h"

struct options {
	char **paths;
	size_t count;
};

static int validate(const char *path)
{
	struct error error = {0};
	struct result *result = NULL;
	bool valid;

	if (result_argument_check("validate", path, TAKES_FILE, &error)) {
		error_say(&error);
		return STATUS_BAD;
	}
	result = result_or_reference_load(path, &error);
	valid = result && result_validate(result, &error) == 0;

	if (valid)
		printf("%s: valid, %s, %zu cells\n", path,
		       json_string_value(
			       json_object_get(result->root, "schema")),
		       result->count);
	error_place(&error, path, 0);
	if (!valid)
		error_say(&error);
	result_free(result);
	return valid ? STATUS_OK : STATUS_BAD;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_ARGS:
		options->paths = state->argv + state->next;
		options->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0, "no FILE given");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp validate_argp = {
	.parser = parse_option,
	.args_doc = "FILE...",
	.doc = "Check that each FILE is a result as docs/results.md "
	       "describes it, or a reference as docs/compare.md does.\v"
	       "Exit status: 0 if all are, else 2.\n\n"
	       "Example:\n"
	       "  mnbench validate results/*.json",
};

int validate_main(int argc, char **argv)
{
	struct options options = {0};
	int status = STATUS_OK;

	if (argp_parse(&validate_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	for (size_t i = 0; i < options.count; i++)
		if (validate(options.paths[i]))
			status = STATUS_BAD;
	return status;
}
