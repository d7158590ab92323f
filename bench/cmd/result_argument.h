/* SPDX-License-Identifier: GPL-2.0-only */
/* Recognising what was given in place of a result file. */
#ifndef RESULT_ARGUMENT_H
#define RESULT_ARGUMENT_H

#include <stdbool.h>

#include "judge/runs.h"
#include "lib/error.h"

/* What a command takes apart from a result file. */
enum result_argument {
	TAKES_FILE = 0,
	TAKES_FOLDER = 1, /* a folder of results */
	TAKES_MODE = 2,   /* RESULT:MODE */
};

/*
 * Check what @command was given as a result: the name of a plan, a plan file, a
 * folder or RESULT:MODE where it does not take one is refused, and the error
 * says what was probably meant. Everything else, such as a file that does not
 * exist, is left to the reader of results. Returns 0, or -1 with an error.
 */
int result_argument_check(const char *command, const char *name,
			  enum result_argument takes, struct error *error);

/*
 * Check @count arguments of @command, each a result or a folder, and add the
 * results that @read finds there to @runs. Returns 0, or -1 with an error.
 */
int result_arguments_load(struct runs *runs, const char *command,
			  char *const *names, size_t count, run_reader read,
			  struct error *error);

/* Whether a plan that ships has this name. */
bool is_plan_name(const char *name);

#endif
