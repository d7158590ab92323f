/* SPDX-License-Identifier: GPL-2.0-only */
/* The operation of a cell's workload, by the measured thread. */
#ifndef AGENT_OPERATION_H
#define AGENT_OPERATION_H

#include <stdint.h>

#include "agent/measurement.h"

/* All but operation_perform() return 0, or -1 with the measurement's error. */

/*
 * Check that the targets of the first @threads threads have huge pages, if they
 * shall. operation_prepare(), or operation_check() where the target begins
 * empty, checks the measured thread's.
 */
int operation_check_huge(struct measurement *m, size_t threads);

/* Before it: bring the area into its state, and let the devices map it. */
int operation_prepare(struct measurement *m);

/*
 * Operate once; the time goes to @ns. Returns 0 or -errno of the workload. The
 * performance counters must run already, if they are to count it.
 */
int operation_perform(struct measurement *m, uint64_t *ns);

/* Look whether it did its work. @ret: what operation_perform() returned. */
int operation_check(struct measurement *m, int ret);

/* After it: check what it has left, if a test wants that, and undo it. */
int operation_finish(struct measurement *m);

/* Whether the device holds no page of the target when it begins. */
bool operation_begins_empty(const struct measurement *m);

#endif
