/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rounds: threads of the application that make the steps of the workload
 * together with the measured thread, each once a round. So the work of a sample
 * is fixed, however long it takes. Between two steps they wait at a gate.
 */
#ifndef AGENT_ROUNDS_H
#define AGENT_ROUNDS_H

#include <stddef.h>
#include <stdint.h>

#include "workload.h"

struct rounds;

/*
 * Create a thread for each of @count activities, which waits. They run on the
 * CPUs before this thread's. Call this before anything is mapped. Returns NULL
 * with errno set; ENODEV: there are not enough CPUs.
 */
struct rounds *rounds_new(struct activity *const *activities, size_t count);
void rounds_free(struct rounds *rounds);

/* Open the gate: each thread makes this step, which may be NULL. */
void rounds_start(struct rounds *rounds, int (*step)(struct activity *a));

/* When the first thread began its step, and when the last has ended. */
struct rounds_time {
	uint64_t begin, end;
};

/*
 * Wait until all have made it, and widen *time, if it is not NULL, to what they
 * took. Returns 0, or -errno of the first that failed, and its activity.
 */
int rounds_wait(struct rounds *rounds, struct rounds_time *time,
		const struct activity **failed);

#endif
