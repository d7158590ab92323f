/* SPDX-License-Identifier: GPL-2.0-only */
/* The events of the kernel's perf subsystem that the counters are made of. */
#ifndef AGENT_PERF_EVENTS_H
#define AGENT_PERF_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/perf_counter.h"

struct perf_event_source {
	enum perf_counter counter;
	bool hardware; /* takes one of the few counters of the processor */
	unsigned int type;
	unsigned long long config;
	const char *tracepoint; /* "GROUP/NAME" of an event; NULL: none */
	const char *filter;     /* of the tracepoint; NULL: all hits count */
	/* Only if no event before this one counts the same. */
	bool instead;
};

/* In the order of their worth; ended by an entry for PERF_COUNTER_COUNT. */
extern const struct perf_event_source perf_event_sources[];

/*
 * Open an event of this thread. @leader: the first of its group; -1: this one
 * is, and does not count yet. Returns a descriptor, or -1 if this kernel or
 * machine has no such event or does not allow it.
 */
int perf_event_source_open(const struct perf_event_source *source, int leader);

#endif
