/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the agent measures each kind of timed operation (common/timed.h).
 *
 * Each timed_NAME.c defines one `const struct agent_timed agent_timed_NAME`.
 */
#ifndef AGENT_TIMED_H
#define AGENT_TIMED_H

#include <stdbool.h>
#include <stdint.h>

#include "mnbench_abi.h"

struct measurement;

/* All functions return 0, or -1 after measurement_fail(). */
struct agent_timed {
	/* Each operation is a process that calls measurement_start(). */
	bool in_processes;
	/*
	 * Get what the operations need, before anything is mapped or attached;
	 * and give it back after the detach, also when begin() failed. NULL:
	 * nothing to do.
	 */
	int (*begin)(struct measurement *m);
	void (*end)(struct measurement *m);
	/*
	 * Perform one operation with all that comes before and after it. Stores
	 * its time in @ns and adds its counters to @sum.
	 */
	int (*run)(struct measurement *m, uint64_t *ns,
		   struct mnbench_counters *sum);
	/* Predict the counters of all operations: sample->expected. */
	int (*expect)(struct measurement *m);
};

/* @timed: as in a cell. */
const struct agent_timed *agent_timed_find(uint64_t timed);

#endif
