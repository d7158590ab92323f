/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mnbench run: from a plan to a result file. Everything that can be refused is
 * refused before the first guest boots; the result file is written when all
 * samples are there, and is not touched before.
 */
#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "batch.h"
#include "commands.h"
#include "exit.h"
#include "facts.h"
#include "folder.h"
#include "guests.h"
#include "home.h"
#include "kernel_folder.h"
#include "plan.h"
#include "progress.h"
#include "record.h"
#include "path.h"
#include "say.h"
#include "store.h"
#include "venue.h"

#define SET_MAX         64
#define FAILED_TOLD_MAX 10

struct options {
	const char *plan, *venue, *kernel, *output;
	char *set[SET_MAX];
	size_t set_count;
	size_t jobs; /* 0: one for each CPU */
};

struct run {
	struct options options;
	const struct venue *venue;
	struct sources sources;
	char folder[PATH_ROOM];
	char output[PATH_ROOM];
	struct plan *plan;
	struct batches *batches;
	struct record *record;
	struct effort *efforts; /* by batch */
	char error[ERROR_MAX];
};

static const struct argp_option argp_options[] = {
	{"plan", 'p', "NAME|FILE", 0,
	 "What to measure (mnbench list plans); default: default", 0},
	{"venue", 'v', "NAME", 0,
	 "Where to measure (mnbench list venues); default: icount", 0},
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "The prepared kernel, build/kernel/NAME or a folder like it; "
	 "default: debian",
	 0},
	{"output", 'o', "FILE", 0,
	 "The result file; default: results/PLAN-VENUE-KERNEL.json", 0},
	{"jobs", 'j', "N", 0,
	 "Guests that run at once; default: one for each CPU", 0},
	{"set", 's', "KEY=VALUE", 0,
	 "Another value, or list of values, for a key of the plan (mnbench "
	 "list keys); may be repeated",
	 0},
	{0},
};

static void parse_jobs(struct options *options, const char *arg,
		       struct argp_state *state)
{
	char *end;
	unsigned long jobs = strtoul(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end || jobs < 1 || jobs > 1024)
		argp_failure(state, STATUS_BAD, 0,
			     "--jobs cannot be '%s'; allowed: a number from 1 "
			     "to 1024",
			     arg);
	options->jobs = jobs;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

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
		parse_jobs(options, arg, state);
		return 0;
	case 's':
		if (options->set_count == SET_MAX)
			argp_failure(state, STATUS_BAD, 0,
				     "more than %d times --set", SET_MAX);
		options->set[options->set_count++] = arg;
		return 0;
	case ARGP_KEY_ARG:
		argp_failure(state, STATUS_BAD, 0,
			     "run: '%s' is no option; see mnbench run --help",
			     arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int find_venue(struct run *r)
{
	r->venue = venue_find(r->options.venue);
	if (r->venue)
		return 0;
	fail(r->error, sizeof(r->error),
	     "unknown venue '%s'; allowed:", r->options.venue);
	for (const struct venue *v = venues; v->name; v++) {
		size_t n = strlen(r->error);

		fail(r->error + n, sizeof(r->error) - n, "%s %s",
		     v == venues ? "" : ",", v->name);
	}
	return -1;
}

static int load_plan(struct run *r)
{
	char path[PATH_ROOM], shown[PATH_ROOM];
	const char *name = r->options.plan;

	plan_path(r->sources.home, name, path, sizeof(path));
	if (strcmp(path, name) == 0) {
		path_print(shown, sizeof(shown), "%s", name);
	} else {
		path_print(shown, sizeof(shown), "plans/%s.ini", name);
		if (access(path, F_OK))
			return fail(r->error, sizeof(r->error),
				    "unknown plan '%s'; see mnbench list plans",
				    name);
	}
	r->plan = plan_load(path, shown, r->options.set, r->options.set_count,
			    r->error, sizeof(r->error));
	return r->plan ? 0 : -1;
}

/* A file that was built, or what to do about it. */
static int need(struct run *r, const char *path, const char *what,
		const char *remedy)
{
	if (access(path, R_OK) == 0)
		return 0;
	return fail(r->error, sizeof(r->error), "%s: no %s; run '%s'", what,
		    path, remedy);
}

static bool plan_uses(const struct plan *plan, const struct mode_info *mode)
{
	for (size_t i = 0; i < plan->count; i++)
		if (strcmp(plan->cells[i].mode, mode->name) == 0)
			return true;
	return false;
}

static int find_kernel(struct run *r)
{
	const char *kernel = r->options.kernel;
	struct sources *s = &r->sources;
	const struct mode_info *mode;
	char why[256];

	if (kernel_find(s->home, kernel, s->kernel, r->error, sizeof(r->error)))
		return -1;
	path_print(s->module, sizeof(s->module), "%s/mnbench.ko", s->kernel);
	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (plan_uses(r->plan, mode) &&
		    !kernel_has_mode(s->kernel, mode, why, sizeof(why)))
			return fail(r->error, sizeof(r->error),
				    "mode %s is not available on kernel '%s': "
				    "%s",
				    mode->name, kernel, why);
	return 0;
}

static int find_output(struct run *r)
{
	const char *kernel = strrchr(r->sources.kernel, '/') + 1;
	char results[PATH_ROOM];

	if (r->options.output) {
		path_print(r->output, sizeof(r->output), "%s",
			   r->options.output);
	} else {
		path_print(results, sizeof(results), "%s/results",
			   r->sources.home);
		mkdir(results, 0777);
		path_print(r->output, sizeof(r->output), "%s/%s-%s-%s.json",
			   results, r->plan->name, r->venue->name, kernel);
	}
	return store_check(r->output, r->error, sizeof(r->error));
}

/* Everything that can be refused. */
static int prepare(struct run *r)
{
	struct sources *s = &r->sources;

	if (home_folder(s->home, sizeof(s->home), r->error, sizeof(r->error)) ||
	    find_venue(r) || load_plan(r) || find_kernel(r) || find_output(r))
		return -1;
	path_print(s->agent, sizeof(s->agent), "%s/build/agent", s->home);
	if (need(r, s->agent, "the agent is not built", "make"))
		return -1;
	r->batches = batches_cut(r->plan);
	r->record = r->batches ? record_new(r->plan, r->batches) : NULL;
	r->efforts = r->batches ? calloc(r->batches->count, sizeof(*r->efforts))
				: NULL;
	if (!r->record || !r->efforts)
		return fail(r->error, sizeof(r->error), "out of memory");
	path_print(r->folder, sizeof(r->folder), "%s/build/run/%d", s->home,
		   (int)getpid());
	return folder_make(r->folder, s, r->plan, r->batches, r->error,
			   sizeof(r->error));
}

static size_t count_jobs(const struct run *r)
{
	size_t boots = r->batches->count * r->venue->agree;
	size_t jobs = r->options.jobs;

	if (!jobs)
		jobs = (size_t)sysconf(_SC_NPROCESSORS_ONLN);
	return jobs < boots ? jobs : boots;
}

static int terminal_width(void)
{
	struct winsize size;

	if (!isatty(STDERR_FILENO))
		return 0;
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || size.ws_col < 20)
		return 80;
	return size.ws_col;
}

static int measure(struct run *r)
{
	struct guests guests = {.home = r->sources.home,
				.folder = r->folder,
				.plan = r->plan,
				.batches = r->batches,
				.record = r->record,
				.agree = r->venue->agree,
				.jobs = count_jobs(r),
				.efforts = r->efforts};
	int status;

	guests.progress =
		progress_new(r->plan, r->batches, guests.agree, guests.jobs,
			     stderr, terminal_width(), monotonic_s());
	if (!guests.progress) {
		say("out of memory");
		return STATUS_BAD;
	}
	status = guests_run(&guests);
	progress_free(guests.progress);
	return status;
}

static int gather_facts(struct run *r, time_t started, double wall_s,
			struct record_facts *facts, char config_sha256[65])
{
	char path[PATH_ROOM];

	path_print(path, sizeof(path), "%s/config", r->sources.kernel);
	if (facts_sha256(path, config_sha256, r->error, sizeof(r->error)))
		return -1;
	folder_of_boot(r->folder, 0, 0, path, sizeof(path));
	facts->venue = r->venue->name;
	facts->unit = r->venue->unit;
	facts->config_sha256 = config_sha256;
	facts->machine = facts_machine(path, r->plan->memory_mb, r->error,
				       sizeof(r->error));
	if (!facts->machine)
		return -1;
	facts->build = facts_build(r->sources.module, r->sources.agent,
				   r->error, sizeof(r->error));
	if (!facts->build)
		return -1;
	facts->host = facts_host(started, time(NULL), wall_s, r->efforts,
				 r->batches->count);
	return 0;
}

/* What a user must know of a result that is stored all the same. */
static int report_failures(const struct run *r, const json_t *root)
{
	size_t failures = 0;
	int status = STATUS_OK;
	json_t *object, *line;
	char text[256];
	size_t i, k;

	json_array_foreach(json_object_get(root, "cells"), i, object) {
		const char *failed =
			json_string_value(json_object_get(object, "failed"));

		if (!failed || ++failures > FAILED_TOLD_MAX)
			continue;
		cell_describe(&r->plan->cells[i], text, sizeof(text));
		say("failed: %s: %s", text, failed);
	}
	if (failures > FAILED_TOLD_MAX)
		say("failed: %zu more cells; mnbench show --csv has them all",
		    failures - FAILED_TOLD_MAX);
	if (failures)
		status = STATUS_FAILED;
	json_array_foreach(json_object_get(root, "batches"), i, object) {
		json_array_foreach(json_object_get(object, "log"), k, line) {
			say("kernel log of batch %zu: %s", i + 1,
			    json_string_value(line));
			status = STATUS_FAILED;
		}
	}
	return status;
}

/* Boots that were not needed if all were alike. */
static void report_boots(const struct run *r)
{
	for (size_t i = 0; i < r->batches->count; i++) {
		const struct effort *effort = &r->efforts[i];

		if (effort->differed)
			say("batch %zu: %zu of %zu boots differed; stored is "
			    "what the others agree on",
			    i + 1, effort->differed, effort->boots);
	}
}

static int store(struct run *r, time_t started, double wall_s)
{
	struct record_facts facts = {0};
	char config_sha256[65];
	json_t *root = NULL;
	int status = STATUS_BAD;

	if (!gather_facts(r, started, wall_s, &facts, config_sha256))
		root = record_result(r->record, &facts, r->error,
				     sizeof(r->error));
	if (!root || store_result(r->output, root, r->error, sizeof(r->error)))
		say("%s", r->error);
	else
		status = report_failures(r, root);
	if (status != STATUS_BAD)
		report_boots(r);
	json_decref(root);
	json_decref(facts.machine);
	json_decref(facts.build);
	json_decref(facts.host);
	return status;
}

static void block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

/* What is going to be measured. */
static void announce(const struct run *r)
{
	bool one = r->batches->count == 1;

	fprintf(stderr, "%s: %zu cells, %zu samples in %zu %s", r->plan->name,
		r->plan->count, r->plan->count * r->plan->samples,
		r->batches->count, one ? "batch" : "batches");
	if (r->venue->agree > 1)
		fprintf(stderr, ", %sbooted %zu times", one ? "" : "each ",
			r->venue->agree);
	fputc('\n', stderr);
}

static int run(struct run *r)
{
	time_t started = time(NULL);
	double start = monotonic_s();
	int status;

	block_signals();
	if (prepare(r)) {
		say("%s", r->error);
		if (r->folder[0]) /* nothing in it can be looked at */
			folder_remove(r->folder);
		return STATUS_BAD;
	}
	announce(r);
	status = measure(r);
	if (status == STATUS_INTERRUPTED)
		folder_remove(r->folder);
	if (status)
		return status;
	status = store(r, started, monotonic_s() - start);
	if (status != STATUS_BAD) {
		fprintf(stderr, "stored: %s\n", r->output);
		folder_remove(r->folder);
	}
	return status;
}

int run_main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = argp_options,
		.parser = parse_option,
		.doc = "Measure a plan and store the result. Exit status: 0, "
		       "1 if a cell, a guest or its kernel failed, 2 on bad "
		       "input, 130 if interrupted.",
	};
	struct run r = {.options = {.plan = "default",
				    .venue = "icount",
				    .kernel = "debian"}};
	int status;

	if (argp_parse(&argp, argc, argv, 0, NULL, &r.options))
		return STATUS_BAD;
	status = run(&r);
	record_free(r.record);
	batches_free(r.batches);
	plan_free(r.plan);
	free(r.efforts);
	return status;
}
