/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guests of a run: a few at a time, each from its boot to its end. Each
 * batch is booted until enough of its boots gave the same output, which is then
 * handed out.
 */
#ifndef GUEST_POOL_H
#define GUEST_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/batch.h"
#include "plan/plan.h"
#include "run/agent_output.h"
#include "run/effort.h"
#include "run/environment.h"
#include "run/schedule.h"

struct guest_pool;

/* A batch that was measured. */
struct measured_batch {
	size_t batch;
	struct agent_output *output; /* the receiver frees it */
	struct effort effort;
};

/*
 * Prepare to run the batches of a schedule from the run's @folder
 * (run/run_folder.h). Returns NULL with errno. All arguments must outlive the
 * pool. stop_signals_block() must have been called.
 */
struct guest_pool *guest_pool_new(const struct environment *environment,
				  const char *folder, const struct plan *plan,
				  const struct batches *batches,
				  const struct schedule *schedule);

/* End all guests that run, and clear the line that shows progress. */
void guest_pool_free(struct guest_pool *pool);

/*
 * Go on after a look: the batches that are @done need not be measured, and
 * others may have fewer samples. No guest runs. Clears the line that shows
 * progress.
 */
void guest_pool_revise(struct guest_pool *pool, const bool *done);

/* Return true if all batches have been handed out. */
bool guest_pool_done(const struct guest_pool *pool);

/*
 * Run guests until a batch is measured. Returns STATUS_OK with @measured, or
 * another exit status: STATUS_INTERRUPTED after a signal, else a guest failed,
 * and a message says why.
 */
int guest_pool_next(struct guest_pool *pool, struct measured_batch *measured);

#endif
