// SPDX-License-Identifier: GPL-2.0-only
/*
 * A run: its batches are measured, kept as they come, and stored as a result when
 * all are there; the result file is not touched before.
 */
#include "run/run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "judge/aa_test.h"
#include "lib/exit.h"
#include "result/partial.h"
#include "result/result.h"
#include "result/store.h"
#include "run/environment.h"
#include "run/guest_pool.h"
#include "run/progress.h"

#define FAILED_TOLD_MAX 10

static size_t count_jobs(const struct run *r)
{
	/* What is timed is left alone. */
	size_t boots = 1, jobs = r->venue->timed ? 1 : r->options->jobs;

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
static int accept_batch(void *user, size_t batch, struct agent_output *answers,
			const struct effort *effort, struct error *error)
{
	struct run *r = user;
	char folder[PATH_ROOM];
	json_t *machine, *line = NULL;
	int ret;

	run_folder_of_boot(r->folder, batch, 0, folder, sizeof(folder));
	machine = environment_machine(
		folder, r->venue->here ? 0 : r->plan->memory_mb, error);
	if (!machine) {
		agent_output_free(answers);
		return -1;
	}
	ret = collection_take(r->collection, batch, answers, machine, effort,
			      error);
	if (!ret) {
		line = collection_line(r->collection, batch);
		ret = line ? partial_append(r->partial, line) : -1;
		if (ret)
			error_set(error, "cannot store %s: %s", r->partial_path,
				  strerror(errno));
	}
	json_decref(line);
	json_decref(machine);
	return ret;
}

static int measure(struct run *r)
{
	struct guest_pool guests = {.home = r->sources.home,
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
	status = guest_pool_run(&guests);
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
	struct error error = {0};
	double p;

	if (!r->venue->timed)
		return STATUS_OK;
	result = result_load(r->output, &error);
	if (!result) {
		error_say(&error);
		return STATUS_BAD;
	}
	p = aa_test_run(result);
	result_free(result);
	if (p < 0 || p >= AA_TEST_LEVEL)
		return STATUS_OK;
	say("this run is void: its A/A arms, which measured the same, differ "
	    "(p = %.2g); run it again, on a machine that does nothing else",
	    p);
	return STATUS_FAILED;
}

static int store_whole(struct run *r, time_t started, double wall_s)
{
	json_t *root =
		collection_result(r->collection, started, wall_s, &r->error);
	int status = STATUS_BAD;

	if (!root || store_result(r->output, root, &r->error))
		error_say(&r->error);
	else
		status = report_failures(r, root);
	json_decref(root);
	if (status == STATUS_BAD)
		return status;
	unlink(r->partial_path);
	report_boots(r);
	say_note("stored: %s", r->output);
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
	say_note("stored: %s, part %zu of %zu; 'mnbench merge' makes the "
		 "result of all",
		 r->output, r->options->shard, r->options->shards);
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
		run_folder_remove(r->folder);
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
	char kept[80] = "", boots[80] = "";

	if (r->collection->done_count)
		snprintf(kept, sizeof(kept),
			 ", %zu of them kept from an interrupted run",
			 r->collection->done_count);
	if (r->venue->agree > 1)
		snprintf(boots, sizeof(boots), ", %sbooted %zu times",
			 one ? "" : "each ", r->venue->agree);
	say_note("%s: %zu cells, %zu samples in %zu %s%s%s%s", r->plan->name,
		 r->plan->count, r->plan->count * r->plan->samples,
		 r->batches->count, one ? "batch" : "batches", kept,
		 r->venue->timed ? ", each baseline twice" : "", boots);
}

static int run(struct run *r)
{
	time_t started = time(NULL);
	double start = monotonic_s();
	int status;

	block_signals();
	if (run_prepare(r)) {
		error_say(&r->error);
		if (r->folder[0]) /* nothing in it can be looked at */
			run_folder_remove(r->folder);
		return STATUS_BAD;
	}
	announce(r);
	status = measure(r);
	if (status) {
		leave(r, status);
		return status;
	}
	status = r->options->shards
			 ? store_shard(r)
			 : store_whole(r, started, monotonic_s() - start);
	if (status != STATUS_BAD)
		run_folder_remove(r->folder);
	return status;
}

int run_plan(const struct run_options *options)
{
	struct run r = {.options = options, .partial = -1};
	int status = run(&r);

	run_free(&r);
	return status;
}
