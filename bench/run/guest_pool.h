/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All guests of a run: a few at a time, each from boot to its end. Batches are
 * booted until enough boots of each gave the same answers.
 */
#ifndef GUESTS_H
#define GUESTS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "plan/venue.h"
#include "run/agent_output.h"
#include "run/environment.h"
#include "run/progress.h"

struct guest_pool {
	const char *home;
	const char *folder; /* of the run */
	const struct plan *plan;
	const struct batches *batches;
	struct progress *progress;
	const struct venue *venue;
	size_t jobs;
	const bool *done; /* by batch: not to be measured */
	/* The answers of a batch that count, which it takes over. Returns 0, or
	 * -1 with a message, which ends the run. */
	int (*accept)(void *user, size_t batch, struct agent_output *answers,
		      const struct effort *effort, struct error *error);
	void *user;
};

/*
 * Run every batch. Returns an exit status; the user has been told why it is not
 * STATUS_OK. SIGINT, SIGTERM and SIGHUP must be blocked, and end the guests.
 */
int guest_pool_run(const struct guest_pool *guests);

/* Seconds of a clock that only goes forward. */
double monotonic_s(void);

#endif
