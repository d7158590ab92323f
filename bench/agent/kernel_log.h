/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel log, and the defects that it reports. */
#ifndef AGENT_KERNEL_LOG_H
#define AGENT_KERNEL_LOG_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Open the kernel log at its start, or with @from_now_on at its end. Returns
 * the descriptor, or -1 if the log cannot be read.
 */
int kernel_log_open(bool from_now_on);

/*
 * Write the lines of an open log that report a defect (WARNING, BUG, oops,
 * lockdep, a hung task) as a JSON array, and close the log. Returns how many
 * there are; none if @log is -1.
 */
int kernel_log_defects(FILE *out, int log);

#endif
