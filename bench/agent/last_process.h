/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The process of an operation that ends an address space. It attaches, maps the
 * region on the device, and ends; its parent measures that.
 *
 * The process shares its file table with the parent, so that the session
 * outlives its mm. The parent reads the counters of the end and then closes the
 * file, which the exit would have done otherwise.
 */
#ifndef AGENT_LAST_PROCESS_H
#define AGENT_LAST_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

#include "agent/devices.h"
#include "agent/measurement.h"
#include "agent/sample.h"

/* What the process leaves to its parent, in shared memory. */
struct last_process {
	pid_t pid;
	struct sample sample;
	struct devices devices;
	struct subscription subscription;
	uint64_t exit_ns; /* the clock when it begins to exit or exec */
	struct error error;
};

/* All functions return 0, or -1 after measurement_fail(). */

/*
 * Start a process that is ready when measurement_count() has returned, and then
 * calls @end, which must not return. Returns NULL after an error.
 */
struct last_process *
last_process_start(struct measurement *m,
		   void (*end)(struct last_process *process));

/* Say why it ended, with this @status of waitpid(2), before it was ready. */
int last_process_fail(struct measurement *m, const struct last_process *process,
		      int status);

/*
 * After the measured end: add the counters to @sum, and take over what the
 * process reported.
 */
int last_process_counted(struct measurement *m, struct last_process *process,
			 struct mnbench_counters *sum);

/*
 * Fail if a work item of the module has done what should have been timed: it
 * had the memory of the process when that ended.
 */
int last_process_refuse_late(struct measurement *m);

/*
 * After the process has gone: close its devices; the time goes to
 * sample->detach_ns.
 */
void last_process_close(struct measurement *m, struct last_process *process);

/* The calls of its exit, or of its exec. */
void last_process_predict(const struct measurement *m,
			  struct notifier_calls *prediction);

/* As expect() of agent/agent_timed.h, where these are all calls. */
int last_process_expect(struct measurement *m);

void last_process_free(struct last_process *process);

#endif
