/* SPDX-License-Identifier: GPL-2.0-only */
/* What the agent says of the kernel that it runs on. */
#ifndef AGENT_KERNEL_H
#define AGENT_KERNEL_H

#include <stdbool.h>
#include <stdio.h>

/* Write the `kernel` line of docs/protocol.md. @timed: with what only that has. */
void kernel_describe(FILE *out, bool timed);

/*
 * Open the kernel log, at its begin or to read what is to come. Returns its
 * descriptor, -1 if it cannot be read.
 */
int kernel_log_open(bool from_now_on);

/*
 * Write what an open log holds of WARNING, BUG, oops, lockdep or hung-task
 * reports as a JSON array of lines, and close it. Returns how many there are.
 */
int kernel_log_defects(FILE *out, int log);

/*
 * Wait for an RCU grace period: on more than one CPU, this memory barrier is one.
 * Returns 0 or -errno.
 */
int kernel_quiesce(void);

/*
 * The next process has the number that it had in the sample before, where that is
 * free: a fork takes some instructions more or less by it.
 */
void kernel_reset_pids(void);

/* Taint flags other than those that mnbench's module sets in any case. */
unsigned long kernel_taint(void);

#endif
