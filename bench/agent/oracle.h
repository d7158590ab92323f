/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The oracle: what a mode's counters must show for an operation, from what the
 * operation announces and what the device holds when it begins.
 */
#ifndef AGENT_ORACLE_H
#define AGENT_ORACLE_H

#include <stdint.h>

#include "agent/layout.h"
#include "common/cell.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "workload.h"

/* Of a counter that depends on how two threads meet. */
#define NOT_PREDICTED UINT64_MAX

struct expectation {
	uint64_t callbacks[MNBENCH_EVENT_COUNT];
	uint64_t spurious;
	uint64_t invalidations;
	uint64_t pages_invalidated;
	uint64_t faults;
	uint64_t pages_faulted;
	uint64_t collisions;
	uint64_t gave_up;
};

/*
 * Predict one operation, in which the device does not fault. @tolerance: how much
 * more than @expected may be counted, as far as a mode is free in what it does.
 * @empty: the device holds no page of the target when it begins. Returns 0 or
 * -ENOMEM.
 */
int oracle_predict(struct expectation *expected, struct expectation *tolerance,
		   const struct cell *cell, const struct mode_info *mode,
		   const struct layout *layout, bool empty,
		   const struct prediction *prediction);

#endif
