/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The counters of the processor and of the kernel that explain a time: what the
 * agent counts while an operation is timed by a real clock.
 */
#ifndef PERF_COUNTER_H
#define PERF_COUNTER_H

#include <stddef.h>

enum perf_counter {
	PERF_COUNTER_INSTRUCTIONS,
	PERF_COUNTER_CYCLES,
	PERF_COUNTER_CACHE_MISSES,
	PERF_COUNTER_DTLB_MISSES,
	PERF_COUNTER_IPIS,
	PERF_COUNTER_CONTEXT_SWITCHES,
	PERF_COUNTER_COUNT,
};

struct perf_counter_info {
	const char *name;    /* in a sample's `perf`, and of a column */
	const char *title;   /* of a column in a table */
	const char *meaning; /* for the notes of a table */
};

/* By enum perf_counter. */
extern const struct perf_counter_info perf_counters[PERF_COUNTER_COUNT];

#endif
