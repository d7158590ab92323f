// SPDX-License-Identifier: GPL-2.0-only
/* Following the commands of a fleet, and starting lost shards again. */
#include "run/fleet_follow.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/exit.h"
#include "lib/message.h"
#include "lib/monotonic.h"
#include "lib/process.h"
#include "run/fleet_part.h"
#include "run/fleet_progress.h"
#include "run/progress.h"
#include "run/stop_signals.h"

#define POLL_MS 200 /* between looks at processes that may have ended */

/* Seconds before a lost shard's second try; each further one waits longer. */
#define RETRY_AFTER 1.0

/*
 * Seconds that commands have to end: a guest has 3 of them, and what was
 * measured is on the disk at any time.
 */
#define END_WITHIN_S 10

/* Of a shell: there is no such command, or it cannot be run. */
#define STATUS_NO_COMMAND 126

struct following {
	struct fleet_shard *shards;
	size_t count;
	size_t tries; /* of a shard, at most */
	const struct request *request;
	struct fleet_progress progress;
	struct pollfd *fds; /* the signals, then the output of each shard */
	pid_t *pids;        /* room for those of all shards */
};

static size_t open_shards(const struct following *f)
{
	size_t open = 0;

	for (size_t i = 0; i < f->count; i++)
		open += f->shards[i].state == FLEET_WAITS ||
			f->shards[i].state == FLEET_RUNS;
	return open;
}

/* Start the shards whose time has come. */
static int start(struct following *f, struct error *error)
{
	double now = monotonic_s();

	for (size_t i = 0; i < f->count; i++) {
		struct fleet_shard *s = &f->shards[i];

		if (s->state == FLEET_WAITS && now >= s->start_at &&
		    fleet_shard_start(s, error))
			return -1;
	}
	return 0;
}

/* Why a shard that has ended has left no part. */
static void explain(const struct fleet_shard *s, int status,
		    const struct error *error, char *text, size_t size)
{
	if (status)
		snprintf(text, size, "exit status %d%s%s", status,
			 s->last[0] ? ": " : "", s->last);
	else if (access(s->part, F_OK))
		snprintf(text, size,
			 "its command has ended, but there is no file %s",
			 s->part);
	else
		error_print(error, text, size);
}

/*
 * A command that fails at once in a way that no other try can mend: it cannot
 * be run, or its input is bad. A later try may also find that the one before
 * still runs elsewhere.
 */
static bool is_hopeless(const struct fleet_shard *s, int status)
{
	return s->tries == 1 &&
	       (status == STATUS_BAD || status == STATUS_NO_COMMAND ||
		status == STATUS_NO_COMMAND + 1);
}

/* Have a shard without a part tried again, or give it up. */
static int retry(struct following *f, struct fleet_shard *s, int status,
		 const struct error *why, struct error *error)
{
	char text[ERROR_TEXT_MAX];

	explain(s, status, why, text, sizeof(text));
	if (is_hopeless(s, status))
		return error_set(error, "shard %zu of %zu cannot run: %s",
				 s->shard.index, s->shard.count, text);
	fleet_progress_clear(&f->progress);
	if (s->tries < f->tries) {
		s->state = FLEET_WAITS;
		s->start_at = monotonic_s() + RETRY_AFTER * (double)s->tries;
		say("shard %zu of %zu is lost (%s); try %zu of %zu follows",
		    s->shard.index, s->shard.count, text, s->tries + 1,
		    f->tries);
		return 0;
	}
	s->state = FLEET_LOST;
	say("shard %zu of %zu is given up after %zu %s (%s); see %s",
	    s->shard.index, s->shard.count, s->tries,
	    s->tries == 1 ? "try" : "tries", text, s->log);
	return 0;
}

/* Look at the shards whose commands have ended. */
static int reap(struct following *f, struct error *error)
{
	for (size_t i = 0; i < f->count; i++) {
		struct fleet_shard *s = &f->shards[i];
		struct error why = {0};
		int status;

		if (s->state != FLEET_RUNS || !fleet_shard_ended(s, &status))
			continue;
		kill(-s->pid, SIGKILL); /* processes that it left behind */
		if (!status &&
		    !fleet_part_check(s->part, &s->shard, f->request, &why)) {
			s->state = FLEET_DONE;
			s->done = 1;
			continue;
		}
		s->state = FLEET_LOST;
		if (retry(f, s, status, &why, error))
			return -1;
	}
	return 0;
}

/* Wait for output, a signal or a moment. Returns whether a signal has come. */
static bool wait_for_news(struct following *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct fleet_shard *s = &f->shards[i];
		bool runs = s->state == FLEET_RUNS;

		f->fds[i + 1] = (struct pollfd){.fd = runs ? s->output : -1,
						.events = POLLIN};
	}
	if (poll(f->fds, f->count + 1, POLL_MS) <= 0)
		return false;
	for (size_t i = 0; i < f->count; i++)
		if (f->fds[i + 1].revents)
			fleet_shard_read(&f->shards[i]);
	return f->fds[0].revents;
}

/* End all commands together, and log what they say to it. */
static void stop_all(struct following *f)
{
	size_t running = 0;

	for (size_t i = 0; i < f->count; i++)
		if (f->shards[i].state == FLEET_RUNS)
			f->pids[running++] = f->shards[i].pid;
	processes_stop(f->pids, running, END_WITHIN_S);
	for (size_t i = 0; i < f->count; i++) {
		if (f->shards[i].state == FLEET_RUNS &&
		    f->shards[i].output >= 0)
			fleet_shard_read(&f->shards[i]);
	}
}

static int follow(struct following *f, struct error *error)
{
	while (open_shards(f)) {
		if (start(f, error))
			return STATUS_BAD;
		if (wait_for_news(f))
			return STATUS_INTERRUPTED;
		if (reap(f, error))
			return STATUS_BAD;
		fleet_progress_draw(&f->progress, f->shards, f->count,
				    monotonic_s());
	}
	for (size_t i = 0; i < f->count; i++)
		if (f->shards[i].state == FLEET_LOST)
			return STATUS_FAILED;
	return STATUS_OK;
}

/* Each shard that runs has two files open, and a shell starts with 1024. */
static void allow_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit); /* if not, a start says why */
}

int fleet_follow(struct fleet_shard *shards, size_t count, size_t tries,
		 const struct request *request, struct error *error)
{
	struct following f = {shards, count, tries, request, .fds = NULL};
	int signals = stop_signals_open(), status = STATUS_BAD;

	allow_files();
	f.fds = calloc(count + 1, sizeof(*f.fds));
	f.pids = calloc(count + 1, sizeof(*f.pids));
	fleet_progress_begin(&f.progress, stderr, progress_width(STDERR_FILENO),
			     fleet_share(shards, count), monotonic_s());
	if (f.fds && f.pids && signals >= 0) {
		f.fds[0] = (struct pollfd){.fd = signals, .events = POLLIN};
		status = follow(&f, error);
	} else {
		error_set(error, "cannot follow the shards: out of memory");
	}
	fleet_progress_clear(&f.progress);
	stop_all(&f);
	if (signals >= 0)
		close(signals);
	free(f.pids);
	free(f.fds);
	return status;
}
