/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The oracle predicts a mode's counters for an operation, from the ranges that
 * the operation invalidates and the pages that the device holds before.
 */
#ifndef AGENT_ORACLE_H
#define AGENT_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/layout.h"
#include "common/cell.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "workload.h"

/*
 * For a counter that depends on how two threads interleave, on when this kernel
 * flushes a TLB and asks which pages were used, or on a library.
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
	uint64_t nonblock, failed; /* callbacks that must not sleep */
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
		   const struct notifier_calls *prediction);

/* The same for any number of calls. */
int oracle_predict_calls(struct expectation *expected,
			 struct expectation *tolerance, const struct cell *cell,
			 const struct mode_info *mode,
			 const struct layout *layout, bool empty,
			 const struct notifier_call *calls, size_t count);

/*
 * Predict what is known of the operations of a workload that is measured, and
 * not predicted.
 */
void oracle_predict_measured(struct expectation *expected,
			     struct expectation *tolerance,
			     const struct cell *cell,
			     const struct mode_info *mode,
			     const struct workload *workload);

/* The calls of a process that is reaped and then exits. */
struct reaping {
	const struct notifier_call *calls;
	size_t count,
		vmas; /* the first ones must not sleep: one for each VMA */
};

/* Predict both, for a process whose device holds the whole region. */
int oracle_predict_reap(struct expectation *expected,
			struct expectation *tolerance, const struct cell *cell,
			const struct mode_info *mode,
			const struct layout *layout,
			const struct reaping *reaping);

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
