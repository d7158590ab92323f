/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Churn: other threads of the application repeat the cell's workload, each on
 * another CPU, while something is timed.
 */
#ifndef AGENT_CHURN_H
#define AGENT_CHURN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "workload.h"

struct churn;

/*
 * Create a thread for each of @count activities, which waits. They run on the
 * CPUs before this thread's. @turns: CPUs take turns on one clock, so let them
 * be short. Call this before layout_map() keeps memory from forks. Returns NULL
 * with errno set; ENODEV: there are not enough CPUs.
 */
struct churn *churn_new(const struct workload *workload,
			struct activity *const *activities, size_t count,
			bool turns);
void churn_free(struct churn *churn);

/*
 * Let each operate once before the first round, because only the first
 * operation finds the area as it was mapped. Does nothing later. Returns 0 or
 * -errno.
 */
int churn_prepare(struct churn *churn);

/*
 * Returns 0 when each thread has operated once and continues, or -errno.
 */
int churn_start(struct churn *churn);
/*
 * Let the threads finish their current operations and wait. Returns 0 or -errno
 * of the workload. *operations: how many all did since churn_start().
 */
int churn_stop(struct churn *churn, uint64_t *operations);

#endif
