// SPDX-License-Identifier: GPL-2.0-only
/*
 * mnbench bisect: one step of `git bisect run`. Build, measure the cells that
 * tell a good commit from a bad one, and say which this one is like.
 */
#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "judge/comparison.h"
#include "lib/message.h"
#include "lib/path.h"
#include "lib/process.h"
#include "run/run_folder.h"

/* What git bisect understands. */
enum step_status {
	STEP_GOOD = 0,
	STEP_BAD = 1,
	STEP_UNTESTABLE = 125,
	STEP_ABORT = 128, /* 2 would be taken for a bad commit */
};

#define PAIRS_MAX 32

struct options {
	const char *good, *bad, *plan, *kernel, *cell;
	char **build;
};

enum {
	KEY_GOOD = 256,
	KEY_BAD,
};

static const struct argp_option argp_options[] = {
	{"good", KEY_GOOD, "RESULT", 0, "A result of a commit that is good", 0},
	{"bad", KEY_BAD, "RESULT", 0, "A result of one that is bad", 0},
	{"plan", 'p', "NAME|FILE", 0,
	 "What to measure; default: the plan of the results", 0},
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "The prepared kernel that BUILD leaves; default: debian", 0},
	{"cell", 'c', "\"KEY=VALUE ...\"", 0,
	 "Only these cells, such as \"workload=munmap mode=global\"", 0},
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
		options->plan = arg;
		return 0;
	case 'k':
		options->kernel = arg;
		return 0;
	case 'c':
		options->cell = arg;
		return 0;
	case ARGP_KEY_ARGS:
		options->build = state->argv + state->next;
		return 0;
	case ARGP_KEY_END:
		if (!options->good || !options->bad)
			argp_failure(state, STEP_ABORT, 0,
				     "bisect: --good and --bad are needed");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Run a program to its end. Returns its exit status, or -1. */
static int run_to_end(char *const argv[])
{
	pid_t pid = process_start(argv, STDERR_FILENO, STDERR_FILENO);
	int status;

	while (pid > 0 && waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Append "--set PAIR" for each pair of the cell. Cuts @pairs up. */
static size_t add_pairs(char **argv, size_t argc, char *pairs)
{
	size_t count = 0;
	char *pair;

	while (count < PAIRS_MAX && (pair = strtok_r(pairs, " ", &pairs))) {
		argv[argc++] = "--set";
		argv[argc++] = pair;
		count++;
	}
	return argc;
}

/* Measure into @output. Returns the exit status of `run`. */
static int measure(const struct options *options, const char *plan,
		   const char *output)
{
	char *pairs = strdup(options->cell ? options->cell : "");
	char *argv[10 + 2 * PAIRS_MAX + 1] = {
		"/proc/self/exe", "run",         "--plan",
		(char *)plan,     "--kernel",    (char *)options->kernel,
		"--output",       (char *)output};
	size_t argc = 8;
	int status;

	if (!pairs)
		return -1;
	argc = add_pairs(argv, argc, pairs);
	argv[argc] = NULL;
	status = run_to_end(argv);
	free(pairs);
	return status;
}

static const struct compared_cell *same_cell(const struct comparison *c,
					     const struct compared_cell *cell)
{
	for (size_t i = 0; i < c->count; i++)
		if (!c->cells[i].skipped &&
		    cell_equal(&c->cells[i].base->cell, &cell->base->cell))
			return &c->cells[i];
	return NULL;
}

/* Whether a cell that tells good from bad is nearer to bad. */
static bool is_like_bad(const struct compared_cell *telling,
			const struct compared_cell *now)
{
	double good = telling->base_p50, bad = telling->fresh_p50;
	bool is_bad;

	if (good == bad) /* its counters tell, or other levels */
		is_bad = now->judged.verdict == VERDICT_REGRESSED ||
			 now->counter_count;
	else
		is_bad = fabs(now->fresh_p50 - bad) <
			 fabs(now->fresh_p50 - good);
	return is_bad;
}

static bool is_telling(const struct compared_cell *cell)
{
	return !cell->skipped && (cell->judged.verdict == VERDICT_REGRESSED ||
				  cell->judged.verdict == VERDICT_IMPROVED);
}

/* @known: good against bad; @now: good against this commit. */
static int judge_step(const struct comparison *known,
		      const struct comparison *now)
{
	size_t like_bad = 0, looked = 0;
	char text[256];

	for (size_t i = 0; i < known->count; i++) {
		const struct compared_cell *telling = &known->cells[i], *cell;
		bool bad;

		if (!is_telling(telling))
			continue;
		cell = same_cell(now, telling);
		if (!cell)
			continue;
		bad = is_like_bad(telling, cell);
		cell_describe(&telling->base->cell, text, sizeof(text));
		printf("%s: %.0f (good %.0f, bad %.0f): %s\n", text,
		       cell->fresh_p50, telling->base_p50, telling->fresh_p50,
		       bad ? "bad" : "good");
		looked++;
		like_bad += bad;
	}
	if (!looked) {
		say("no cell that tells good from bad was measured");
		return STEP_UNTESTABLE;
	}
	return like_bad ? STEP_BAD : STEP_GOOD;
}

static struct comparison *compare(const struct side *base,
				  const struct side *fresh)
{
	/* A kernel tree's releases may differ from commit to commit. */
	static const struct compare_options options = {
		.threshold = -1, .level = 0.05, .across = true};
	struct error error = {0};
	struct comparison *c = comparison_make(base, fresh, &options, &error);

	if (!c)
		error_say(&error);
	return c;
}

static int judge_result(const struct side *good, const struct comparison *known,
			const char *path)
{
	struct side now = {0};
	struct comparison *c = NULL;
	int status = STEP_UNTESTABLE;
	struct error error = {0};

	if (side_load(&now, path, &error))
		error_say(&error);
	else
		c = compare(good, &now);
	if (c)
		status = judge_step(known, c);
	comparison_free(c);
	side_free(&now);
	return status;
}

static int build_and_judge(const struct options *options,
			   const struct side *good,
			   const struct comparison *known)
{
	const char *plan = options->plan ? options->plan : good->runs[0]->plan;
	char folder[] = "/tmp/mnbench-bisect-XXXXXX", output[PATH_ROOM];
	int status = STEP_UNTESTABLE;

	if (options->build && run_to_end(options->build)) {
		say("this commit cannot be built");
		return STEP_UNTESTABLE;
	}
	if (!mkdtemp(folder)) {
		say("%s: %s", folder, strerror(errno));
		return STEP_ABORT;
	}
	path_print(output, sizeof(output), "%s/result.json", folder);
	if (measure(options, plan, output) == 0)
		status = judge_result(good, known, output);
	else
		say("this commit cannot be measured");
	run_folder_remove(folder); /* also what a run that failed has kept */
	return status;
}

static int bisect(const struct options *options)
{
	struct side good = {0}, bad = {0};
	struct comparison *known = NULL;
	int status = STEP_ABORT;
	struct error error = {0};

	if (side_load(&good, options->good, &error) ||
	    side_load(&bad, options->bad, &error))
		error_say(&error);
	else
		known = compare(&good, &bad);
	if (known && !comparison_count(known, VERDICT_REGRESSED) &&
	    !comparison_count(known, VERDICT_IMPROVED))
		say("nothing tells %s from %s", options->good, options->bad);
	else if (known)
		status = build_and_judge(options, &good, known);
	comparison_free(known);
	side_free(&good);
	side_free(&bad);
	return status;
}

int bisect_main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = argp_options,
		.parser = parse_option,
		.args_doc = "-- BUILD...",
		.doc = "Run BUILD, measure, and say whether this commit is "
		       "like the good or the bad one: a step of `git bisect "
		       "run`. Exit status: 0 good, 1 bad, 125 cannot be built "
		       "or measured, 128 bad input.",
	};
	struct options options = {.kernel = "debian"};

	argp_err_exit_status = STEP_ABORT;
	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return STEP_ABORT;
	return bisect(&options);
}
