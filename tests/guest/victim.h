/* SPDX-License-Identifier: GPL-2.0-only */
/* Processes that a test starts in order to kill them. */
#ifndef VICTIM_H
#define VICTIM_H

#include <sys/types.h>

#include "suites.h"

struct victim {
	pid_t pid;
	int number; /* of the file of its session, in the process */
};

/*
 * Start a process that calls @run, which returns the file of its session, and
 * then waits to be killed. Returns when @run has returned. Fails the test if
 * the process does not come so far.
 */
struct victim victim_start(int (*run)(const struct cell *cell),
			   const struct cell *cell);

/* Its session, as a file of this process as well. */
int victim_session(const struct victim *victim);

/* Kill it. Returns the time until it has ended, in ns. */
uint64_t victim_kill(const struct victim *victim);

/*
 * Kill it and have its memory reaped by process_mrelease(2). 0, or -EAGAIN if
 * not all of it could be. @cost: that of the call.
 */
int victim_reap(const struct victim *victim, struct cost *cost);

#endif
