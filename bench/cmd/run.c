// SPDX-License-Identifier: GPL-2.0-only
/* The command line of mnbench run: measure a plan, or check it. */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/result_argument.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "plan/venue.h"
#include "run/fleet.h"
#include "run/options.h"
#include "run/run.h"

enum {
	KEY_CHECK = 256,
	KEY_RESUME,
	KEY_SHARD,
	KEY_SHARDS,
	KEY_WITH,
	KEY_TRIES,
	KEY_MODULE,
	KEY_SETTINGS,
	KEY_YES,
	KEY_REFERENCE,
};

/* What the parser fills. */
struct command_line {
	struct run_options options;
	bool check;
};

static const struct argp_option argp_options[] = {
	{"plan", 'p', "NAME|FILE", 0,
	 "What to measure (mnbench list plans); default: default", 0},
	{"venue", 'v', "NAME", 0,
	 "Where to measure (mnbench list venues); default: icount", 0},
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "The kernel to measure, which is prepared if it is not yet: what "
	 "mnbench kernel takes, the name of a prepared kernel, or a folder "
	 "like it; default: debian. Not in venue host, which measures the "
	 "running kernel",
	 0},
	{"output", 'o', "FILE", 0,
	 "The result file; default: results/PLAN-VENUE-KERNEL.json", 0},
	{"jobs", 'j', "N", 0,
	 "Guests that run at once, all of which must fit the machine's memory "
	 "and swap; default: one for each CPU, as far as they fit the memory "
	 "that is available. Timed venues run one guest at a time",
	 0},
	{"set", 's', "KEY=VALUE", 0,
	 "Replace the value, or list of values, of a key of the plan (mnbench "
	 "list keys); may be repeated",
	 0},
	{"resume", KEY_RESUME, NULL, 0,
	 "Continue the run that was interrupted with this output, if there is "
	 "one",
	 0},
	{"shard", KEY_SHARD, "I/N", 0,
	 "Measure part I of N, in whole batches, for mnbench merge; default: "
	 "all of the plan",
	 0},
	{"shards", KEY_SHARDS, "N", 0,
	 "Start the command of --with for each of N parts, follow them, start "
	 "lost ones again, and merge the parts into the result file; default: "
	 "measure here",
	 0},
	{"with", KEY_WITH, "COMMAND", 0,
	 "The shell command for each of --shards: {} is replaced by the "
	 "mnbench command that measures the part, {q} by the same as one word, "
	 "{n} by the number of the part, {out} by the file of the part. "
	 "Example: srun -N1 {}",
	 0},
	{"tries", KEY_TRIES, "N", 0,
	 "How often each of --shards is started before it is given up; "
	 "default: 3",
	 0},
	{"module", KEY_MODULE, "yes|FILE", 0,
	 "In venue host: load the module into the running kernel, which taints "
	 "it, and unload it after the run. yes: build/host/RELEASE/mnbench.ko, "
	 "which make module KDIR=... builds, or else the module of the package "
	 "mnbench-dkms. Asks on the terminal; default: load nothing",
	 0},
	{"yes", KEY_YES, NULL, 0, "Answer what --module asks with yes", 0},
	{"settings", KEY_SETTINGS, "LIST", 0,
	 "In timed venues: change settings of this machine for the run. LIST "
	 "is quiet, or NAME=VALUE with blanks between (mnbench host shows "
	 "them); default: change nothing",
	 0},
	{"check", KEY_CHECK, NULL, 0,
	 "Check the plan, the venue, the memory and, if it is named and "
	 "prepared, the kernel, then stop. Measures nothing",
	 0},
	{"reference", KEY_REFERENCE, "FOLDER", 0,
	 "With --check: fail unless FOLDER has a reference with which 'mnbench "
	 "compare' could compare the result; the kernel must be prepared",
	 0},
	{0},
};

/* The value of --@name, from 1 to @max. */
static size_t parse_number(const char *name, const char *arg, size_t max,
			   struct argp_state *state)
{
	char *end;
	unsigned long number = strtoul(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end || number < 1 || number > max)
		argp_failure(state, STATUS_BAD, 0,
			     "--%s cannot be '%s'; allowed: a number from 1 "
			     "to %zu",
			     name, arg, max);
	return number;
}

/* "2/4" */
static void parse_shard(struct shard *shard, const char *arg,
			struct argp_state *state)
{
	char rest;

	if (*arg < '0' || *arg > '9' ||
	    sscanf(arg, "%zu/%zu%c", &shard->index, &shard->count, &rest) !=
		    2 ||
	    shard->index < 1 || shard->index > shard->count)
		argp_failure(state, STATUS_BAD, 0,
			     "--shard cannot be '%s'; allowed: I/N, such as "
			     "1/4, I from 1 to N",
			     arg);
}

/* A word without an option is probably the value of one, or of two. */
static void refuse_argument(const char *word, const struct argp_state *state)
{
	size_t length = strlen(word);
	bool plan = is_plan_name(word) ||
		    (length > 4 && strcmp(word + length - 4, ".ini") == 0);
	bool venue = venue_find(word);

	if (plan && venue)
		argp_failure(state, STATUS_BAD, 0,
			     "unexpected argument '%s'; did you mean '--plan "
			     "%s' or '--venue %s'?",
			     word, word, word);
	if (plan || venue || strchr(word, '='))
		argp_failure(state, STATUS_BAD, 0,
			     "unexpected argument '%s'; did you mean '--%s "
			     "%s'?",
			     word, plan ? "plan" : (venue ? "venue" : "set"),
			     word);
	argp_failure(state, STATUS_BAD, 0,
		     "unexpected argument '%s'; a plan is given as --plan "
		     "NAME; see mnbench list plans",
		     word);
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct command_line *line = state->input;
	struct run_options *options = &line->options;

	switch (key) {
	case 'p':
		options->plan = arg;
		return 0;
	case 'v':
		options->venue = arg;
		return 0;
	case 'k':
		options->kernel = arg;
		return 0;
	case 'o':
		options->output = arg;
		return 0;
	case 'j':
		options->jobs = parse_number("jobs", arg, 1024, state);
		return 0;
	case KEY_RESUME:
		options->resume = true;
		return 0;
	case KEY_MODULE:
		options->module = arg;
		return 0;
	case KEY_YES:
		options->yes = true;
		return 0;
	case KEY_SETTINGS:
		options->settings = arg;
		return 0;
	case KEY_CHECK:
		line->check = true;
		return 0;
	case KEY_REFERENCE:
		options->reference = arg;
		return 0;
	case KEY_SHARD:
		parse_shard(&options->shard, arg, state);
		return 0;
	case KEY_SHARDS:
		options->fleet.shards =
			parse_number("shards", arg, FLEET_SHARDS_MAX, state);
		return 0;
	case KEY_WITH:
		options->fleet.with = arg;
		return 0;
	case KEY_TRIES:
		options->fleet.tries =
			parse_number("tries", arg, FLEET_TRIES_MAX, state);
		return 0;
	case 's':
		if (options->set_count == RUN_SET_MAX)
			argp_failure(state, STATUS_BAD, 0,
				     "--set is given more than %d times",
				     RUN_SET_MAX);
		options->set[options->set_count++] = arg;
		return 0;
	case ARGP_KEY_ARG:
		refuse_argument(arg, state);
		return 0;
	case ARGP_KEY_END:
		if (!options->fleet.shards &&
		    (options->fleet.with || options->fleet.tries))
			argp_failure(state, STATUS_BAD, 0,
				     "--with and --tries are options of a run "
				     "with --shards N");
		if (options->reference && !line->check)
			argp_failure(state, STATUS_BAD, 0,
				     "--reference is for --check; after a run, "
				     "use mnbench compare --reference");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp run_argp = {
	.options = argp_options,
	.parser = parse_option,
	.doc = "Measure a plan and store the result.\v"
	       "Exit status: 0; 1 a cell, a guest or its kernel failed; 2 bad "
	       "input; 130 interrupted.\n\n"
	       "Examples:\n"
	       "  mnbench run --plan quick -o results/quick.json\n"
	       "  mnbench run --plan quick --set device_ns=20us\n"
	       "  mnbench run --plan host --venue host\n"
	       "  mnbench run --venue host --module yes --settings quiet\n"
	       "  mnbench run --plan own.ini --check\n"
	       "  mnbench run --shards 5 --with 'srun -N1 {}' -o x.json",
};

static int check(const struct run_options *options, struct error *error)
{
	return options->fleet.shards ? fleet_check(options, error)
				     : run_check(options, error);
}

static int run(const struct run_options *options, struct error *error)
{
	return options->fleet.shards ? fleet_run(options, error)
				     : run_plan(options, error);
}

int run_main(int argc, char **argv)
{
	struct command_line line = {.options.program = program_invocation_name};
	struct error error = {0};
	int status = STATUS_OK;

	if (argp_parse(&run_argp, argc, argv, 0, NULL, &line))
		return STATUS_BAD;
	if (!line.check)
		status = run(&line.options, &error);
	else if (check(&line.options, &error))
		status = STATUS_BAD;
	if (status == STATUS_BAD && error.message[0])
		error_say(&error);
	return status;
}
