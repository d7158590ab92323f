// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running the guests. What a batch's guests measure depends on nothing but the
 * batch, so any number of them may run at once. The first guest that fails ends
 * the others.
 */
#include "run/guest_pool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/exit.h"
#include "lib/message.h"
#include "lib/monotonic.h"
#include "lib/path.h"
#include "lib/process.h"
#include "run/agreement.h"
#include "run/guest.h"
#include "run/progress.h"
#include "run/run_folder.h"
#include "run/stop_signals.h"

#define POLL_MS 100

/* One guest at a time: a boot of a batch, and what its agent wrote so far. */
struct job {
	struct guest guest;
	size_t batch, boot;
	struct agent_output *output; /* NULL: no guest */
};

struct guest_pool {
	const struct environment *environment;
	const char *folder;
	const struct plan *plan;
	const struct batches *batches;
	const size_t *order; /* in which batches begin */
	struct progress *progress;
	struct job *jobs;
	size_t job_count;
	struct agreement *agreements; /* by batch */
	size_t left;                  /* batches without accepted output */
	int signals;                  /* descriptor; -1: not open */
};

static int open_pool(struct guest_pool *p, const bool *skip)
{
	size_t needed = p->environment->venue->agree;

	p->jobs = calloc(p->job_count + 1, sizeof(*p->jobs));
	p->agreements = calloc(p->batches->count + 1, sizeof(*p->agreements));
	p->progress =
		progress_new(p->plan, p->batches, skip, needed, p->job_count,
			     stderr, progress_width(STDERR_FILENO),
			     monotonic_s());
	if (!p->jobs || !p->agreements || !p->progress) {
		errno = ENOMEM;
		return -1;
	}
	for (size_t i = 0; i < p->job_count; i++)
		p->jobs[i].guest.output = -1;
	for (size_t i = 0; i < p->batches->count; i++) {
		p->agreements[i].needed = needed;
		p->agreements[i].accepted = skip[i];
		p->left += !skip[i];
	}
	p->signals = stop_signals_open();
	return p->signals < 0 ? -1 : 0;
}

struct guest_pool *guest_pool_new(const struct environment *environment,
				  const char *folder, const struct plan *plan,
				  const struct batches *batches,
				  const struct schedule *schedule)
{
	struct guest_pool *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->environment = environment;
	p->folder = folder;
	p->plan = plan;
	p->batches = batches;
	p->order = schedule->order;
	p->job_count = schedule->jobs;
	p->signals = -1;
	if (!open_pool(p, schedule->skip))
		return p;
	guest_pool_free(p);
	return NULL;
}

void guest_pool_free(struct guest_pool *p)
{
	int saved = errno;

	if (!p)
		return;
	for (size_t i = 0; p->jobs && i < p->job_count; i++) {
		guest_stop(&p->jobs[i].guest);
		agent_output_free(p->jobs[i].output);
	}
	for (size_t i = 0; p->agreements && i < p->batches->count; i++)
		agreement_free(&p->agreements[i]);
	if (p->signals >= 0)
		close(p->signals);
	if (p->progress)
		progress_clear(p->progress);
	progress_free(p->progress);
	free(p->agreements);
	free(p->jobs);
	free(p);
	errno = saved;
}

void guest_pool_revise(struct guest_pool *p, const bool *done)
{
	for (size_t i = 0; i < p->batches->count; i++) {
		if (!done[i] || p->agreements[i].accepted)
			continue;
		p->agreements[i].accepted = true;
		p->left--;
	}
	progress_clear(p->progress);
	progress_revise(p->progress);
}

bool guest_pool_done(const struct guest_pool *p)
{
	return p->left == 0;
}

/* Report that a guest failed, with the last lines of its console in @rest. */
static int report_failure(const struct guest_pool *p, const struct job *job,
			  const char *why, const char *rest)
{
	progress_clear(p->progress);
	say("the guest of batch %zu of %zu failed: %s", job->batch + 1,
	    p->batches->count, why);
	say_lines(rest);
	say("its console and the output of its agent are in %s",
	    job->guest.folder);
	return STATUS_FAILED;
}

static int report_disagreement(const struct guest_pool *p, size_t batch)
{
	const struct agreement *a = &p->agreements[batch];
	char folder[PATH_ROOM];

	run_folder_of_batch(p->folder, batch, folder, sizeof(folder));
	progress_clear(p->progress);
	say("the guests of batch %zu of %zu gave %zu different outputs in %zu "
	    "boots; consoles and outputs are in %s",
	    batch + 1, p->batches->count, a->version_count, a->booted, folder);
	return STATUS_FAILED;
}

/*
 * The batch to boot next; their count: none. A batch whose boots disagreed
 * comes first, because all boots of it and of those before it in the order have
 * begun.
 */
static size_t next_batch(const struct guest_pool *p)
{
	for (size_t i = 0; i < p->batches->count; i++)
		if (agreement_missing(&p->agreements[p->order[i]]))
			return p->order[i];
	return p->batches->count;
}

static int boot(struct guest_pool *p, struct job *job, size_t batch)
{
	const struct environment *e = p->environment;
	double now = monotonic_s();
	char folder[PATH_ROOM];

	job->batch = batch;
	job->boot = agreement_begin(&p->agreements[batch], now);
	run_folder_of_boot(p->folder, batch, job->boot, folder, sizeof(folder));
	path_print(job->guest.folder, sizeof(job->guest.folder), "%s", folder);
	job->output = agent_output_new(p->plan, p->batches, batch);
	if (!job->output || run_folder_make_boot(p->folder, batch, job->boot) ||
	    guest_boot(&job->guest, e->suite_dir, e->venue->script, folder))
		return report_failure(p, job, strerror(errno), "");
	progress_boot(p->progress, batch, job->boot, now);
	return STATUS_OK;
}

/* What take_line() needs to take the lines of one guest. */
struct reading {
	struct progress *progress;
	const struct job *job;
	struct error error;
};

static int take_line(void *user, const char *line, size_t length)
{
	struct reading *reading = user;
	const struct job *job = reading->job;
	size_t id = 0;

	switch (agent_output_line(job->output, line, length, &id,
				  &reading->error)) {
	case AGENT_LINE_BAD:
		return 1;
	case AGENT_LINE_START:
		progress_start(reading->progress, job->boot, id, monotonic_s());
		return 0;
	case AGENT_LINE_SAMPLE:
		progress_done(reading->progress, job->boot, id, monotonic_s());
		return 0;
	default:
		return 0;
	}
}

/*
 * The script has ended with @status: take the whole output, or say what failed.
 */
static int finish(struct guest_pool *p, struct job *job, int status,
		  struct measured_batch *measured)
{
	struct agreement *a = &p->agreements[job->batch];
	struct agent_output *output = job->output;
	char why[ERROR_MESSAGE_MAX], rest[4096];

	agreement_end(a);
	progress_off(p->progress, job->batch, job->boot);
	if (status != 0) {
		guest_explanation(&job->guest, why, sizeof(why), rest,
				  sizeof(rest));
		report_failure(p, job, why, rest);
		return status == STATUS_BAD ? STATUS_BAD : STATUS_FAILED;
	}
	guest_stop(&job->guest);
	job->output = NULL;
	if (agreement_add(a, output)) {
		measured->batch = job->batch;
		measured->output =
			agreement_accept(a, monotonic_s(), &measured->effort);
		p->left--;
	} else if (agreement_failed(a)) {
		return report_disagreement(p, job->batch);
	}
	return STATUS_OK;
}

/* Read what a guest has written, and see whether it has ended. */
static int follow(struct guest_pool *p, struct job *job,
		  struct measured_batch *measured)
{
	struct reading reading = {.progress = p->progress, .job = job};
	int status = 0;
	bool ended = process_ended(job->guest.pid, &status);
	int ret = guest_read(&job->guest, take_line, &reading);

	if (ended)
		job->guest.pid = 0;
	if (ret < 0)
		return report_failure(p, job, strerror(errno), "");
	if (ret > 0)
		return report_failure(p, job, reading.error.message, "");
	return ended ? finish(p, job, status, measured) : STATUS_OK;
}

/* Attend to each guest once. */
static int turn(struct guest_pool *p, struct measured_batch *measured)
{
	int status = STATUS_OK;

	for (size_t i = 0; !status && !measured->output && i < p->job_count;
	     i++) {
		struct job *job = &p->jobs[i];
		size_t next = next_batch(p);

		if (job->guest.pid)
			status = follow(p, job, measured);
		else if (next < p->batches->count)
			status = boot(p, job, next);
	}
	progress_draw(p->progress, monotonic_s());
	return status;
}

int guest_pool_next(struct guest_pool *p, struct measured_batch *measured)
{
	int status = STATUS_OK;

	memset(measured, 0, sizeof(*measured));
	while (!status && !measured->output) {
		status = turn(p, measured);
		if (!status && !measured->output &&
		    stop_signals_wait(p->signals, POLL_MS))
			status = STATUS_INTERRUPTED;
	}
	return status;
}
