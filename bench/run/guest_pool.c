// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running the guests. A batch's result depends on nothing but the batch, so any
 * number of them may run at once. The first that fails ends the others.
 *
 * In an exact venue equal boots give equal answers, but for one in some tens:
 * the emulator's threads can be late for each other on a busy host. So answers
 * count when a second boot gave them too.
 */
#include "run/guest_pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "lib/exit.h"
#include "lib/message.h"
#include "lib/path.h"
#include "lib/process.h"
#include "run/agent_output.h"
#include "run/guest.h"
#include "run/run_folder.h"

#define POLL_MS 100

struct job {
	struct guest guest;
	size_t batch, boot;
	struct agent_output *answers;
};

/* Answers, and how many boots gave them. */
struct version {
	struct agent_output *answers;
	size_t boots;
};

/* The boots of one batch. */
struct trial {
	struct version versions[BATCH_BOOTS_MAX];
	size_t version_count;
	size_t booted, running;
	double started;
	bool accepted;
};

struct runner {
	const struct guest_pool *g;
	struct job *jobs;
	struct trial *trials; /* by batch */
	size_t left;          /* batches without accepted answers */
	int signals;
};

/* What a callback needs for the lines of one guest. */
struct reading {
	const struct guest_pool *g;
	const struct job *job;
	struct error error;
};

double monotonic_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int take_line(void *user, const char *line, size_t length)
{
	struct reading *reading = user;
	const struct guest_pool *g = reading->g;
	const struct job *job = reading->job;
	size_t id = 0;

	switch (agent_output_line(job->answers, line, length, &id,
				  &reading->error)) {
	case AGENT_LINE_BAD:
		return 1;
	case AGENT_LINE_START:
		progress_start(g->progress, job->boot, id, monotonic_s());
		return 0;
	case AGENT_LINE_SAMPLE:
		progress_done(g->progress, job->boot, id, monotonic_s());
		return 0;
	default:
		return 0;
	}
}

/* Tell of a guest that failed, with the last it said. */
static int complain(const struct runner *r, const struct job *job,
		    const char *why, const char *rest)
{
	progress_clear(r->g->progress);
	say("the guest of batch %zu of %zu failed: %s", job->batch + 1,
	    r->g->batches->count, why);
	say_lines(rest);
	say("its console and answers are in %s", job->guest.folder);
	return STATUS_FAILED;
}

/* Boots to begin, so that enough agree if nothing else goes wrong. */
static size_t missing(const struct runner *r, const struct trial *trial)
{
	size_t most = 0;

	if (trial->accepted || trial->booted == BATCH_BOOTS_MAX)
		return 0;
	for (size_t i = 0; i < trial->version_count; i++)
		if (trial->versions[i].boots > most)
			most = trial->versions[i].boots;
	most += trial->running;
	return most < r->g->venue->agree ? r->g->venue->agree - most : 0;
}

/*
 * The batch to boot next; their count: none. Where boots disagreed another is
 * the next, as all boots of that batch and of those before it have begun.
 */
static size_t next_batch(const struct runner *r)
{
	size_t batch = 0;

	while (batch < r->g->batches->count && !missing(r, &r->trials[batch]))
		batch++;
	return batch;
}

static int boot(struct runner *r, struct job *job, size_t batch)
{
	const struct guest_pool *g = r->g;
	struct trial *trial = &r->trials[batch];
	double now = monotonic_s();
	char folder[PATH_MAX];

	job->batch = batch;
	job->boot = trial->booted++;
	trial->running++;
	if (job->boot == 0)
		trial->started = now;
	run_folder_of_boot(g->folder, batch, job->boot, folder, sizeof(folder));
	path_print(job->guest.folder, sizeof(job->guest.folder), "%s", folder);
	job->answers = agent_output_new(g->plan, g->batches, batch);
	if (!job->answers ||
	    run_folder_make_boot(g->folder, batch, job->boot) ||
	    guest_boot(&job->guest, g->home, g->venue->script, folder))
		return complain(r, job, strerror(errno), "");
	progress_boot(g->progress, batch, job->boot, now);
	return STATUS_OK;
}

/* Count the answers of a boot, which become the trial's. */
static struct version *count_answers(struct trial *trial,
				     struct agent_output *answers)
{
	struct version *version = trial->versions;
	struct version *end = version + trial->version_count;

	while (version < end && !agent_output_equal(version->answers, answers))
		version++;
	if (version < end) {
		agent_output_free(answers);
	} else {
		version->answers = answers;
		trial->version_count++;
	}
	version->boots++;
	return version;
}

static void free_versions(struct trial *trial)
{
	for (size_t i = 0; i < trial->version_count; i++)
		agent_output_free(trial->versions[i].answers);
	trial->version_count = 0;
}

/* These answers of a batch count. */
static int accept_version(struct runner *r, size_t batch,
			  struct version *version)
{
	struct trial *trial = &r->trials[batch];
	struct effort effort = {
		.wall_s = monotonic_s() - trial->started,
		.boots = trial->booted,
		.differed = trial->booted - version->boots,
	};
	struct agent_output *answers = version->answers;
	struct error error = {0};

	version->answers = NULL;
	free_versions(trial);
	trial->accepted = true;
	r->left--;
	if (!r->g->accept(r->g->user, batch, answers, &effort, &error))
		return STATUS_OK;
	progress_clear(r->g->progress);
	error_say(&error);
	return STATUS_BAD;
}

static int give_up(const struct runner *r, size_t batch)
{
	char folder[PATH_MAX];

	run_folder_of_batch(r->g->folder, batch, folder, sizeof(folder));
	progress_clear(r->g->progress);
	say("the guests of batch %zu of %zu gave %zu different answers in %zu "
	    "boots; consoles and answers are in %s",
	    batch + 1, r->g->batches->count, r->trials[batch].version_count,
	    r->trials[batch].booted, folder);
	return STATUS_FAILED;
}

/* A guest has answered everything. */
static int compare(struct runner *r, struct job *job)
{
	struct trial *trial = &r->trials[job->batch];
	struct version *version = count_answers(trial, job->answers);

	job->answers = NULL;
	if (version->boots >= r->g->venue->agree)
		return accept_version(r, job->batch, version);
	if (trial->booted == BATCH_BOOTS_MAX && !trial->running)
		return give_up(r, job->batch);
	return STATUS_OK;
}

/* The script has ended. */
static int finish(struct runner *r, struct job *job, int status)
{
	char why[ERROR_MESSAGE_MAX], rest[4096];

	job->guest.pid = 0;
	r->trials[job->batch].running--;
	progress_off(r->g->progress, job->batch, job->boot);
	if (status != 0) {
		guest_explanation(&job->guest, why, sizeof(why), rest,
				  sizeof(rest));
		complain(r, job, why, rest);
	}
	guest_stop(&job->guest);
	if (status == 0)
		return compare(r, job);
	return status == STATUS_BAD ? STATUS_BAD : STATUS_FAILED;
}

static int follow(struct runner *r, struct job *job)
{
	struct reading reading = {.g = r->g, .job = job};
	int status = 0;
	bool ended = process_ended(job->guest.pid, &status);
	int ret = guest_read(&job->guest, take_line, &reading);

	if (ended)
		job->guest.pid = 0;
	if (ret < 0)
		return complain(r, job, strerror(errno), "");
	if (ret > 0)
		return complain(r, job, reading.error.message, "");
	return ended ? finish(r, job, status) : STATUS_OK;
}

/* Wait a little; whether we have been asked to end. */
static bool asked_to_end(const struct runner *r)
{
	struct pollfd fd = {.fd = r->signals, .events = POLLIN};

	return poll(&fd, 1, POLL_MS) > 0;
}

static int turn(struct runner *r)
{
	int status = STATUS_OK;

	for (size_t i = 0; !status && i < r->g->jobs; i++) {
		struct job *job = &r->jobs[i];
		size_t next = next_batch(r);

		if (job->guest.pid)
			status = follow(r, job);
		else if (next < r->g->batches->count)
			status = boot(r, job, next);
	}
	progress_draw(r->g->progress, monotonic_s());
	if (!status && asked_to_end(r)) {
		progress_clear(r->g->progress);
		status = STATUS_INTERRUPTED;
	}
	return status;
}

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int open_runner(struct runner *r, const struct guest_pool *guests)
{
	r->g = guests;
	r->signals = -1;
	r->jobs = calloc(guests->jobs, sizeof(*r->jobs));
	r->trials = calloc(guests->batches->count, sizeof(*r->trials));
	if (!r->jobs || !r->trials)
		return -1;
	for (size_t i = 0; i < guests->jobs; i++)
		r->jobs[i].guest.answers = -1;
	for (size_t i = 0; i < guests->batches->count; i++) {
		r->trials[i].accepted = guests->done[i];
		r->left += !guests->done[i];
	}
	r->signals = open_signals();
	return r->signals < 0 ? -1 : 0;
}

static void close_runner(struct runner *r)
{
	for (size_t i = 0; r->jobs && i < r->g->jobs; i++) {
		guest_stop(&r->jobs[i].guest);
		agent_output_free(r->jobs[i].answers);
	}
	for (size_t i = 0; r->trials && i < r->g->batches->count; i++)
		free_versions(&r->trials[i]);
	if (r->signals >= 0)
		close(r->signals);
	free(r->trials);
	free(r->jobs);
}

int guest_pool_run(const struct guest_pool *guests)
{
	struct runner r = {0};
	int status = STATUS_OK;

	if (open_runner(&r, guests)) {
		say("cannot start guests: %s", strerror(errno));
		status = STATUS_BAD;
	}
	while (!status && r.left)
		status = turn(&r);
	close_runner(&r);
	progress_clear(guests->progress);
	return status;
}
