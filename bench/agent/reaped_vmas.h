/* SPDX-License-Identifier: GPL-2.0-only */
/* The VMAs that the reaper of a process takes the memory of. */
#ifndef AGENT_REAPED_VMAS_H
#define AGENT_REAPED_VMAS_H

#include <sys/types.h>

#include "workload.h"

/*
 * Predict the call for each of them, of a process that does not run: private
 * ones, of which each page is one of the kernel's memory, and not of hugetlb.
 * Returns 0 or -errno.
 */
int reaped_vmas_predict(struct notifier_calls *calls, pid_t pid);

#endif
