// SPDX-License-Identifier: GPL-2.0-only
/*
 * mnbench bisect, a step of `git bisect run`: its options and its exit status.
 */
#include <argp.h>
#include <stdlib.h>

#include "cmd/commands.h"
#include "cmd/result_argument.h"
#include "judge/bisect.h"
#include "lib/message.h"
#include "print/bisect.h"
#include "print/line_width.h"
#include "print/wrap.h"
#include "run/commit.h"

/* What git bisect understands. */
enum step_status {
	STEP_GOOD = 0,
	STEP_BAD = 1,
	STEP_UNTESTABLE = 125,
	STEP_ABORT = 128, /* 2 would be taken for a bad commit */
};

struct options {
	const char *good, *bad;
	struct commit commit;
};

enum {
	KEY_GOOD = 256,
	KEY_BAD,
};

static const struct argp_option argp_options[] = {
	{"good", KEY_GOOD, "RESULT", 0, "Result of a good commit (required)",
	 0},
	{"bad", KEY_BAD, "RESULT", 0, "Result of a bad commit (required)", 0},
	{"plan", 'p', "NAME|FILE", 0,
	 "Plan to measure (default: the plan of the good result)", 0},
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "Prepared kernel that BUILD leaves (default: debian)", 0},
	{"cell", 'c', "\"KEY=VALUE ...\"", 0,
	 "Measure only these cells, such as \"workload=munmap mode=global\" "
	 "(default: all cells of the plan)",
	 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_GOOD:
		options->good = arg;
		return 0;
	case KEY_BAD:
		options->bad = arg;
		return 0;
	case 'p':
		options->commit.plan = arg;
		return 0;
	case 'k':
		options->commit.kernel = arg;
		return 0;
	case 'c':
		options->commit.cell = arg;
		return 0;
	case ARGP_KEY_ARGS:
		options->commit.build = state->argv + state->next;
		return 0;
	case ARGP_KEY_END:
		if (!options->good || !options->bad)
			argp_failure(state, STEP_ABORT, 0,
				     "give --good and --bad");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print(const struct bisect_step *step)
{
	FILE *to = wrap_open(stdout, line_width());

	bisect_text(step, to);
	fclose(to);
}

/* @known: @good against the bad result. */
static int judge(const struct side *good, const struct comparison *known,
		 const struct side *now)
{
	struct bisect_step *step = NULL;
	struct error error = {0};
	struct comparison *c = bisect_compare(good, now, &error);
	int status = STEP_UNTESTABLE;

	if (c)
		step = bisect_judge(known, c, &error);
	if (step) {
		print(step);
		status = step->is_bad ? STEP_BAD : STEP_GOOD;
	} else {
		error_say(&error);
	}
	bisect_step_free(step);
	comparison_free(c);
	return status;
}

static int measure_and_judge(const struct options *options,
			     const struct side *good,
			     const struct comparison *known)
{
	struct commit commit = options->commit;
	struct error error = {0};
	struct side now;
	int status = STEP_ABORT;

	if (!commit.plan)
		commit.plan = good->runs[0]->plan;
	switch (commit_measure(&commit, &now, &error)) {
	case COMMIT_MEASURED:
		status = judge(good, known, &now);
		break;
	case COMMIT_UNTESTABLE:
		error_say(&error);
		status = STEP_UNTESTABLE;
		break;
	case COMMIT_FAILED:
		error_say(&error);
		break;
	}
	side_free(&now);
	return status;
}

/* Refuse what cannot be a side. */
static int check_side(const char *name, struct error *error)
{
	return result_argument_check("bisect", name, TAKES_FOLDER | TAKES_MODE,
				     error);
}

static int bisect(const struct options *options)
{
	struct side good = {0}, bad = {0};
	struct comparison *known = NULL;
	int status = STEP_ABORT;
	struct error error = {0};

	if (!check_side(options->good, &error) &&
	    !check_side(options->bad, &error) &&
	    !side_load(&good, options->good, &error) &&
	    !side_load(&bad, options->bad, &error))
		known = bisect_compare(&good, &bad, &error);
	if (!known)
		error_say(&error);
	else if (!bisect_is_possible(known))
		say("no cell differs between %s and %s", options->good,
		    options->bad);
	else
		status = measure_and_judge(options, &good, known);
	comparison_free(known);
	side_free(&good);
	side_free(&bad);
	return status;
}

const struct argp bisect_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "-- BUILD...",
	.doc = "Run BUILD, measure, and say whether this commit is "
	       "like the good one or like the bad one: a step of `git "
	       "bisect run`.\v"
	       "Exit status: 0 good; 1 bad; 125 cannot be built or "
	       "measured; 128 bad input.\n\n"
	       "Example:\n"
	       "  git bisect run mnbench bisect --good good.json "
	       "--bad bad.json -- make all",
};

int bisect_main(int argc, char **argv)
{
	struct options options = {.commit.kernel = "debian"};

	if (argp_parse(&bisect_argp, argc, argv, 0, NULL, &options))
		return STEP_ABORT;
	return bisect(&options);
}
