/* SPDX-License-Identifier: GPL-2.0-only */
/* A sample: what one fresh process measured of one cell. */
#ifndef AGENT_SAMPLE_H
#define AGENT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/layout.h"
#include "agent/oracle.h"
#include "common/cell.h"
#include "lib/error.h"
#include "mnbench_abi.h"

struct sample {
	const struct cell *cell;
	uint64_t attach_ns, fill_ns, detach_ns;
	/* Of the first run, or page where a run is one; with its registration.
	 */
	uint64_t first_map_ns;
	uint64_t ops; /* timed operations */
	uint64_t *ns; /* their latencies, in order */
	/* timed=fault: the call once more, when nothing is left to map. */
	uint64_t again;
	uint64_t *again_ns;
	/* Operations of the application while the others were timed. */
	uint64_t churned;
	struct mnbench_counters filled;   /* after attach and fill */
	struct mnbench_counters counters; /* summed over the timed operations */
	struct expectation tolerance; /* more than expected may be counted */
	struct expectation expected;  /* likewise */
};

void sample_free(struct sample *sample);

/*
 * Compare counters with the oracle. Returns whether they agree; if not, the
 * first difference is in @error.
 */
bool sample_agrees(const struct sample *sample, struct error *error);

/* ABI names of the events, by enum mnbench_event. */
extern const char *const event_names[MNBENCH_EVENT_COUNT];

#endif
