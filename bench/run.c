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

#include "arms.h"
#include "batch.h"
#include "collection.h"
#include "commands.h"
#include "exit.h"
#include "facts.h"
#include "folder.h"
#include "guests.h"
#include "here.h"
#include "home.h"
#include "kernel_folder.h"
#include "partial.h"
#include "plan.h"
#include "progress.h"
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
	bool resume;
	/* This one of so many parts, from 1; 0 of 0: all. */
	size_t shard, shards;
};

struct run {
	struct options options;
	const struct venue *venue;
	char kernel[PATH_MAX]; /* its name, for people */
	struct sources sources;
	char folder[PATH_ROOM];
	char output[PATH_ROOM];
	struct plan *plan;
	struct batches *batches;
	struct collection *collection;
	bool *skip; /* by batch: there already, or not of this shard */
	char partial_path[PATH_ROOM];
	int partial; /* descriptor; -1: not open */
	char error[ERROR_MAX];
};

enum {
	KEY_RESUME = 256,
	KEY_SHARD,
};

static const struct argp_option argp_options[] = {
	{"plan", 'p', "NAME|FILE", 0,
	 "What to measure (mnbench list plans); default: default", 0},
	{"venue", 'v', "NAME", 0,
	 "Where to measure (mnbench list venues); default: icount", 0},
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "The prepared kernel, build/kernel/NAME or a folder like it; "
	 "default: debian. Not in venue host",
	 0},
	{"output", 'o', "FILE", 0,
	 "The result file; default: results/PLAN-VENUE-KERNEL.json", 0},
	{"jobs", 'j', "N", 0,
	 "Guests that run at once; default: one for each CPU, in timed venues "
	 "one",
	 0},
	{"set", 's', "KEY=VALUE", 0,
	 "Another value, or list of values, for a key of the plan (mnbench "
	 "list keys); may be repeated",
	 0},
	{"resume", KEY_RESUME, NULL, 0,
	 "Go on where a run with this output was interrupted, if one was", 0},
	{"shard", KEY_SHARD, "I/N", 0,
	 "Measure part I of N, for mnbench merge; whole batches are dealt out",
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

/* "2/4" */
static void parse_shard(struct options *options, const char *arg,
			struct argp_state *state)
{
	char rest;

	if (*arg < '0' || *arg > '9' ||
	    sscanf(arg, "%zu/%zu%c", &options->shard, &options->shards,
		   &rest) != 2 ||
	    options->shard < 1 || options->shard > options->shards)
		argp_failure(state, STATUS_BAD, 0,
			     "--shard cannot be '%s'; allowed: I/N, such as "
			     "1/4, I from 1 to N",
			     arg);
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
	case KEY_RESUME:
		options->resume = true;
		return 0;
	case KEY_SHARD:
		parse_shard(options, arg, state);
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
	if (r->venue && r->venue->timed && r->options.jobs > 1)
		return fail(
			r->error, sizeof(r->error),
			"--jobs cannot be '%zu' in venue %s; allowed: 1, as "
			"what runs beside a timed batch disturbs it",
			r->options.jobs, r->venue->name);
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
	if (!r->plan)
		return -1;
	return r->venue->timed ? arms_add(r->plan, r->error, sizeof(r->error))
			       : 0;
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

static bool has_mode(const struct run *r, const struct mode_info *mode,
		     char *why, size_t size)
{
	if (r->venue->here)
		return here_has_mode(r->sources.agent, mode, why, size);
	return kernel_has_mode(r->sources.kernel, mode, why, size);
}

static int check_modes(struct run *r)
{
	const struct mode_info *mode;
	char why[256];

	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (plan_uses(r->plan, mode) &&
		    !has_mode(r, mode, why, sizeof(why)))
			return fail(r->error, sizeof(r->error),
				    "mode %s is not available on kernel '%s': "
				    "%s",
				    mode->name, r->kernel, why);
	return 0;
}

/* Nothing is loaded into the running kernel, so nothing can be unloaded. */
static int find_running_kernel(struct run *r)
{
	if (r->options.kernel)
		return fail(r->error, sizeof(r->error),
			    "--kernel '%s': venue %s measures the running "
			    "kernel",
			    r->options.kernel, r->venue->name);
	for (size_t i = 0; i < r->plan->count; i++)
		if (r->plan->cells[i].module == MODULE_ABSENT)
			return fail(r->error, sizeof(r->error),
				    "plan %s: module cannot be 'absent' in "
				    "venue %s, which never has it",
				    r->plan->name, r->venue->name);
	here_release(r->kernel, sizeof(r->kernel));
	return 0;
}

static int find_kernel(struct run *r)
{
	const char *kernel = r->options.kernel ? r->options.kernel : "debian";
	struct sources *s = &r->sources;

	if (r->venue->here)
		return find_running_kernel(r);
	if (kernel_find(s->home, kernel, s->kernel, r->error, sizeof(r->error)))
		return -1;
	path_print(s->module, sizeof(s->module), "%s/mnbench.ko", s->kernel);
	path_print(r->kernel, sizeof(r->kernel), "%s",
		   strrchr(s->kernel, '/') + 1);
	return 0;
}

static int find_agent(struct run *r)
{
	struct sources *s = &r->sources;

	path_print(s->agent, sizeof(s->agent), "%s/build/agent", s->home);
	return need(r, s->agent, "the agent is not built", "make");
}

static int find_output(struct run *r)
{
	char results[PATH_ROOM];

	if (r->options.output) {
		path_print(r->output, sizeof(r->output), "%s",
			   r->options.output);
	} else {
		path_print(results, sizeof(results), "%s/results",
			   r->sources.home);
		mkdir(results, 0777);
		path_print(r->output, sizeof(r->output), "%s/%s-%s-%s.json",
			   results, r->plan->name, r->venue->name, r->kernel);
	}
	return store_check(r->output, r->error, sizeof(r->error));
}

static int begin_collection(struct run *r)
{
	char path[PATH_ROOM], config_sha256[65];
	json_t *build;

	path_print(path, sizeof(path), "%s/config", r->sources.kernel);
	if (r->venue->here ? here_config_sha256(config_sha256, r->error,
						sizeof(r->error))
			   : facts_sha256(path, config_sha256, r->error,
					  sizeof(r->error)))
		return -1;
	build = facts_build(r->venue->here ? NULL : r->sources.module,
			    r->sources.agent, r->error, sizeof(r->error));
	if (!build)
		return -1;
	r->collection = collection_new(r->plan, r->batches, r->venue, build,
				       config_sha256);
	json_decref(build);
	return r->collection
		       ? 0
		       : fail(r->error, sizeof(r->error), "out of memory");
}

static int count_line(void *user, const json_t *line, char *error, size_t size)
{
	size_t *count = user;

	(void)line;
	(void)error;
	(void)size;
	(*count)++;
	return 0;
}

/* Take what an interrupted run has left, if that is wanted. */
static int find_partial(struct run *r)
{
	const char *path = r->partial_path, *differs;
	size_t count = 0;
	json_t *header;

	path_print(r->partial_path, sizeof(r->partial_path), "%s.partial",
		   r->output);
	if (access(path, F_OK))
		return 0;
	header = partial_read(path, count_line, &count, r->error,
			      sizeof(r->error));
	if (!header && count)
		return -1;
	if (!count) { /* it was killed before it had anything */
		json_decref(header);
		return unlink(path) ? fail(r->error, sizeof(r->error), "%s: %s",
					   path, strerror(errno))
				    : 0;
	}
	differs = headers_differ(header, r->collection->header);
	json_decref(header);
	if (differs)
		return fail(r->error, sizeof(r->error),
			    "%s is of another run (its %s differs); remove it "
			    "to begin anew",
			    path, differs);
	if (!r->options.resume)
		return fail(r->error, sizeof(r->error),
			    "%s has %zu of %zu batches of an interrupted run; "
			    "go on with --resume, or remove it",
			    path, count, r->batches->count);
	header = partial_read(path, collection_take_line, r->collection,
			      r->error, sizeof(r->error));
	json_decref(header);
	return header ? 0 : -1;
}

/* What is left to be measured. */
static int choose_batches(struct run *r)
{
	size_t shards = r->options.shards;

	r->skip = calloc(r->batches->count + 1, sizeof(*r->skip));
	if (!r->skip)
		return fail(r->error, sizeof(r->error), "out of memory");
	if (shards > r->batches->count)
		return fail(r->error, sizeof(r->error),
			    "--shard cannot be of %zu: the plan has %zu "
			    "batches",
			    shards, r->batches->count);
	for (size_t i = 0; i < r->batches->count; i++)
		r->skip[i] = r->collection->done[i] ||
			     (shards && i % shards + 1 != r->options.shard);
	return 0;
}

/* Everything that can be refused. */
static int prepare(struct run *r)
{
	struct sources *s = &r->sources;

	if (home_folder(s->home, sizeof(s->home), r->error, sizeof(r->error)) ||
	    find_venue(r) || load_plan(r) || find_kernel(r) || find_agent(r) ||
	    check_modes(r) || find_output(r))
		return -1;
	r->batches = batches_cut(r->plan);
	if (!r->batches)
		return fail(r->error, sizeof(r->error), "out of memory");
	if (begin_collection(r) || find_partial(r) || choose_batches(r))
		return -1;
	path_print(r->folder, sizeof(r->folder), "%s/build/run/%d", s->home,
		   (int)getpid());
	if (folder_make(r->folder, s, r->venue, r->plan, r->batches, r->skip,
			r->error, sizeof(r->error)))
		return -1;
	r->partial = partial_open(r->partial_path, r->collection->header,
				  r->error, sizeof(r->error));
	return r->partial < 0 ? -1 : 0;
}

static size_t count_jobs(const struct run *r)
{
	/* What is timed is left alone. */
	size_t boots = 1, jobs = r->venue->timed ? 1 : r->options.jobs;

	for (size_t i = 0; i < r->batches->count; i++)
		boots += r->skip[i] ? 0 : r->venue->agree;
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

/* A batch counts when it is on the disk. */
static int accept_batch(void *user, size_t batch, struct answers *answers,
			const struct effort *effort, char *error, size_t size)
{
	struct run *r = user;
	char folder[PATH_ROOM];
	json_t *machine, *line = NULL;
	int ret;

	folder_of_boot(r->folder, batch, 0, folder, sizeof(folder));
	machine = facts_machine(folder, r->venue->here ? 0 : r->plan->memory_mb,
				error, size);
	if (!machine) {
		answers_free(answers);
		return -1;
	}
	ret = collection_take(r->collection, batch, answers, machine, effort,
			      error, size);
	if (!ret) {
		line = collection_line(r->collection, batch);
		ret = line ? partial_append(r->partial, line) : -1;
		if (ret)
			fail(error, size, "cannot store %s: %s",
			     r->partial_path, strerror(errno));
	}
	json_decref(line);
	json_decref(machine);
	return ret;
}

static int measure(struct run *r)
{
	struct guests guests = {.home = r->sources.home,
				.folder = r->folder,
				.plan = r->plan,
				.batches = r->batches,
				.done = r->skip,
				.accept = accept_batch,
				.user = r,
				.venue = r->venue,
				.jobs = count_jobs(r)};
	int status;

	guests.progress = progress_new(r->plan, r->batches, r->skip,
				       r->venue->agree, guests.jobs, stderr,
				       terminal_width(), monotonic_s());
	if (!guests.progress) {
		say("out of memory");
		return STATUS_BAD;
	}
	status = guests_run(&guests);
	progress_free(guests.progress);
	return status;
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
		const struct effort *effort = &r->collection->efforts[i];

		if (effort->differed)
			say("batch %zu: %zu of %zu boots differed; stored is "
			    "what the others agree on",
			    i + 1, effort->differed, effort->boots);
	}
}

/* Whether the run is void: what was measured twice came out different. */
static int report_arms(const struct run *r)
{
	struct result *result;
	char error[ERROR_MAX];
	double p;

	if (!r->venue->timed)
		return STATUS_OK;
	result = result_load(r->output, error, sizeof(error));
	if (!result) {
		say("%s", error);
		return STATUS_BAD;
	}
	p = arms_of_run(result);
	result_free(result);
	if (p < 0 || p >= ARMS_LEVEL)
		return STATUS_OK;
	say("this run is void: its A/A arms, which measured the same, differ "
	    "(p = %.2g); run it again, on a machine that does nothing else",
	    p);
	return STATUS_FAILED;
}

static int store_whole(struct run *r, time_t started, double wall_s)
{
	json_t *root = collection_result(r->collection, started, wall_s,
					 r->error, sizeof(r->error));
	int status = STATUS_BAD;

	if (!root || store_result(r->output, root, r->error, sizeof(r->error)))
		say("%s", r->error);
	else
		status = report_failures(r, root);
	json_decref(root);
	if (status == STATUS_BAD)
		return status;
	unlink(r->partial_path);
	report_boots(r);
	fprintf(stderr, "stored: %s\n", r->output);
	return status ? status : report_arms(r);
}

/* A shard is stored as it was collected. */
static int store_shard(struct run *r)
{
	if (rename(r->partial_path, r->output)) {
		say("cannot store %s: %s", r->output, strerror(errno));
		return STATUS_BAD;
	}
	report_boots(r);
	fprintf(stderr,
		"stored: %s, part %zu of %zu; 'mnbench merge' makes the "
		"result of all\n",
		r->output, r->options.shard, r->options.shards);
	return STATUS_OK;
}

/* The run was not finished: what was measured is kept, if anything was. */
static void leave(struct run *r, int status)
{
	size_t done = r->collection->done_count;

	if (!done)
		unlink(r->partial_path);
	if (status == STATUS_INTERRUPTED && !done)
		say("interrupted; nothing was stored");
	else if (status == STATUS_INTERRUPTED)
		say("interrupted; %zu of %zu batches are kept in %s, "
		    "'mnbench run --resume' goes on",
		    done, r->batches->count, r->partial_path);
	if (status == STATUS_INTERRUPTED)
		folder_remove(r->folder);
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
	if (r->collection->done_count)
		fprintf(stderr, ", %zu of them kept from an interrupted run",
			r->collection->done_count);
	if (r->venue->timed)
		fputs(", each baseline twice", stderr);
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
	if (status) {
		leave(r, status);
		return status;
	}
	status = r->options.shards
			 ? store_shard(r)
			 : store_whole(r, started, monotonic_s() - start);
	if (status != STATUS_BAD)
		folder_remove(r->folder);
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
	struct run r = {.options = {.plan = "default", .venue = "icount"},
			.partial = -1};
	int status;

	if (argp_parse(&argp, argc, argv, 0, NULL, &r.options))
		return STATUS_BAD;
	status = run(&r);
	if (r.partial >= 0)
		close(r.partial);
	collection_free(r.collection);
	batches_free(r.batches);
	plan_free(r.plan);
	free(r.skip);
	return status;
}
