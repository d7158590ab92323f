/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counting instructions, cycles, misses and IPIs of this thread in the kernel,
 * as far as the machine can (perf_event_open(2)). Only for timed venues: where
 * times are exact, nothing of this is opened.
 */
#ifndef AGENT_PERF_COUNTERS_H
#define AGENT_PERF_COUNTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/perf_counter.h"

/* All counters are one group: they run at the same time, or none does. */
#define PERF_EVENTS_MAX (PERF_COUNTER_COUNT + 2)

struct perf_group {
	size_t count; /* 0: this machine counts nothing, or must not */
	int fd[PERF_EVENTS_MAX]; /* the first leads the group */
	enum perf_counter counter[PERF_EVENTS_MAX];
	/* What starting and stopping counts by itself. */
	uint64_t empty[PERF_EVENTS_MAX];
};

/* What a group has counted. */
struct perf_counts {
	bool counted[PERF_COUNTER_COUNT];
	uint64_t value[PERF_COUNTER_COUNT];
};

/* Open what can be opened, stopped and at 0. */
void perf_group_open(struct perf_group *group);
void perf_group_close(struct perf_group *group);

/* Count from here to there. Both are one system call, or nothing. */
void perf_group_start(const struct perf_group *group);
void perf_group_stop(const struct perf_group *group);

void perf_group_reset(const struct perf_group *group);

/*
 * Read what was counted since the reset in @intervals intervals, without what
 * starting and stopping took.
 */
void perf_group_read(const struct perf_group *group, uint64_t intervals,
		     struct perf_counts *counts);

#endif
