/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The oracle predicts a mode's counters for an operation, from the ranges that
 * the operation invalidates and the pages that the device holds before.
 */
#ifndef AGENT_ORACLE_H
#define AGENT_ORACLE_H

#include <stdint.h>

#include "agent/layout.h"
#include "common/cell.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "workload.h"

/*
 * For a counter that depends on how two threads interleave, or on when this
 * kernel flushes a TLB and asks which pages were used.
 */
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
	uint64_t ignored, widened;
	/* Pages that the device does not hold afterwards. */
	uint64_t pages_missing;
};

/*
 * Predict one operation, during which the device does not fault. @tolerance:
 * how much more than @expected a mode may count; not 0 only in mode adaptive.
 * @empty: the device holds no page of the target before the operation. Returns
 * 0 or -ENOMEM.
 */
int oracle_predict(struct expectation *expected, struct expectation *tolerance,
		   const struct cell *cell, const struct mode_info *mode,
		   const struct layout *layout, bool empty,
		   const struct prediction *prediction);

/*
 * Predict the detach of a device that holds the whole region: each subscription
 * that holds pages sends one invalidation for them.
 */
void oracle_predict_detach(struct expectation *expected,
			   struct expectation *tolerance,
			   const struct cell *cell,
			   const struct mode_info *mode,
			   const struct layout *layout);

#endif
