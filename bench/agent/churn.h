/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Another thread of the application, on another CPU, which repeats the cell's
 * workload while something else is timed.
 */
#ifndef AGENT_CHURN_H
#define AGENT_CHURN_H

#include <stdint.h>

#include "workload.h"

struct churn;

/*
 * Make the thread, which waits; where memory is to be kept from forks, before that.
 * Returns NULL with errno set if it cannot be had: ENODEV with a single CPU.
 */
struct churn *churn_new(const struct workload *workload,
			struct activity *activity);
void churn_free(struct churn *churn);

/*
 * Before the first round: the first operation finds the area as it was mapped, which
 * no other does. Returns 0 or -errno.
 */
int churn_prepare(struct churn *churn);

/* Returns 0 when the thread has operated once and goes on doing so, or -errno. */
int churn_start(struct churn *churn);
/*
 * Returns when the thread has ended the operation that it was in and waits again:
 * 0 or -errno of the workload. *operations: those since churn_start().
 */
int churn_stop(struct churn *churn, uint64_t *operations);

#endif
