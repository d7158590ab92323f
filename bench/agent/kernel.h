/* SPDX-License-Identifier: GPL-2.0-only */
/* The state of the kernel before and after a sample. */
#ifndef AGENT_KERNEL_H
#define AGENT_KERNEL_H

/*
 * Wait for an RCU grace period: with more than one CPU, a global membarrier
 * waits for one. Returns 0 or -errno.
 */
int kernel_quiesce(void);

/*
 * Give the next process the same number in each sample, if that is free: a fork
 * takes some instructions more or less depending on it.
 */
void kernel_reset_pids(void);

/* Taint flags other than those that mnbench's module sets in any case. */
unsigned long kernel_taint(void);

#endif
