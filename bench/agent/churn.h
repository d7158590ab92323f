/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Churn: another thread of the application repeats the cell's workload on
 * another CPU while an action of the device is timed.
 */
#ifndef AGENT_CHURN_H
#define AGENT_CHURN_H

#include <stdint.h>

#include "workload.h"

struct churn;

/*
 * Create the thread, which waits. Call this before layout_map() keeps memory
 * from forks. Returns NULL with errno set; ENODEV: there is a single CPU.
 */
struct churn *churn_new(const struct workload *workload,
			struct activity *activity);
void churn_free(struct churn *churn);

/*
 * Operate once before the first round, because only the first operation finds
 * the area as it was mapped. Does nothing later. Returns 0 or -errno.
 */
int churn_prepare(struct churn *churn);

/* Returns 0 when the thread has operated once and continues, or -errno. */
int churn_start(struct churn *churn);
/*
 * Let the thread finish its current operation and wait. Returns 0 or -errno of
 * the workload. *operations: how many it did since churn_start().
 */
int churn_stop(struct churn *churn, uint64_t *operations);

#endif
