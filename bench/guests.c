/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Running the guests. A batch's result depends on nothing but the batch, so any
 * number of them may run at once. The first that fails ends the others: a run
 * is stored whole or not at all.
 */
#include "guests.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "process.h"
#include "exit.h"
#include "folder.h"
#include "guest.h"
#include "say.h"

#define POLL_MS 100

struct job {
	struct guest guest;
	size_t batch;
	double started;
};

struct runner {
	const struct guests *g;
	struct job *jobs;
	size_t next; /* batch to be booted */
	size_t over;
	int signals;
};

/* What a callback needs for the lines of one guest. */
struct reading {
	const struct guests *g;
	size_t batch;
	char error[ERROR_MAX];
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
	const struct guests *g = reading->g;
	size_t id = 0;

	switch (record_line(g->record, reading->batch, line, length, &id,
			    reading->error, sizeof(reading->error))) {
	case ANSWER_BAD:
		return 1;
	case ANSWER_START:
		progress_start(g->progress, id, monotonic_s());
		return 0;
	case ANSWER_SAMPLE:
		progress_done(g->progress, id, monotonic_s());
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
	fputs(rest, stderr);
	say("its console and answers are in %s", job->guest.folder);
	return STATUS_FAILED;
}

static int boot(struct runner *r, struct job *job)
{
	char folder[PATH_MAX];

	job->batch = r->next++;
	job->started = monotonic_s();
	folder_of_batch(r->g->folder, job->batch, folder, sizeof(folder));
	if (guest_boot(&job->guest, r->g->home, folder))
		return complain(r, job, strerror(errno), "");
	progress_boot(r->g->progress, job->batch, job->started);
	return STATUS_OK;
}

/* boot.sh has ended. */
static int finish(struct runner *r, struct job *job, int status)
{
	char why[ERROR_MAX], rest[4096];

	job->guest.pid = 0;
	r->over++;
	progress_off(r->g->progress, job->batch);
	r->g->wall_s[job->batch] = monotonic_s() - job->started;
	if (status != 0) {
		guest_explanation(&job->guest, why, sizeof(why), rest,
				  sizeof(rest));
		complain(r, job, why, rest);
	}
	guest_stop(&job->guest);
	if (status == 0)
		return STATUS_OK;
	return status == STATUS_BAD ? STATUS_BAD : STATUS_FAILED;
}

static int follow(struct runner *r, struct job *job)
{
	struct reading reading = {.g = r->g, .batch = job->batch};
	int status = 0;
	bool ended = process_ended(job->guest.pid, &status);
	int ret = guest_read(&job->guest, take_line, &reading);

	if (ended)
		job->guest.pid = 0;
	if (ret < 0)
		return complain(r, job, strerror(errno), "");
	if (ret > 0)
		return complain(r, job, reading.error, "");
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

		if (job->guest.pid)
			status = follow(r, job);
		else if (r->next < r->g->batches->count)
			status = boot(r, job);
	}
	progress_draw(r->g->progress, monotonic_s());
	if (!status && asked_to_end(r)) {
		progress_clear(r->g->progress);
		say("interrupted; nothing was stored");
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

int guests_run(const struct guests *guests)
{
	struct runner r = {.g = guests};
	int status = STATUS_OK;

	r.jobs = calloc(guests->jobs, sizeof(*r.jobs));
	r.signals = open_signals();
	if (!r.jobs || r.signals < 0) {
		say("cannot start guests: %s", strerror(errno));
		free(r.jobs);
		return STATUS_BAD;
	}
	for (size_t i = 0; i < guests->jobs; i++)
		r.jobs[i].guest.answers = -1;
	while (!status && r.over < guests->batches->count)
		status = turn(&r);
	for (size_t i = 0; i < guests->jobs; i++)
		guest_stop(&r.jobs[i].guest);
	progress_clear(guests->progress);
	close(r.signals);
	free(r.jobs);
	return status;
}
