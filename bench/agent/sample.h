/* SPDX-License-Identifier: GPL-2.0-only */
/* A sample: what one fresh process has measured of one cell. */
#ifndef AGENT_SAMPLE_H
#define AGENT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/layout.h"
#include "agent/oracle.h"
#include "agent/perf_counters.h"
#include "common/cell.h"
#include "lib/error.h"
#include "mnbench_abi.h"

struct sample {
	const struct cell *cell;
	uint64_t attach_ns, fill_ns, detach_ns;
	/* Registering and mapping the first run, or page if runs are pages. */
	uint64_t first_map_ns;
	uint64_t ops; /* timed operations */
	uint64_t *ns; /* their latencies, in order */
	/* timed = fault: times of the same call when nothing is left to map. */
	uint64_t again;
	uint64_t *again_ns;
	/* timed = operation+refault: the parts of each of `ns`. */
	uint64_t parts;
	uint64_t *operation_ns, *refault_ns;
	/* Operations of the other thread during the timed ones. */
	uint64_t churned;
	struct mnbench_counters filled;   /* after attach and fill */
	struct mnbench_counters counters; /* summed over the timed operations */
	struct expectation expected;  /* predicted, summed in the same way */
	struct expectation tolerance; /* how much more may be counted */
	struct perf_counts perf;      /* summed in the same way */
};

void sample_free(struct sample *sample);

/*
 * Whether the counters are those that the oracle predicts; if not, @error has
 * the first difference.
 */
bool sample_agrees(const struct sample *sample, struct error *error);

/* The names of the events in JSON, by enum mnbench_event. */
extern const char *const event_names[MNBENCH_EVENT_COUNT];

#endif
