/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * NUMA balancing: the kernel takes pages away for a moment to see which node
 * uses them. It scans memory with a policy that permits it, and that is the
 * area alone, for the time that a workload chooses. All functions that return
 * an int return 0 or -errno.
 */
#ifndef SUPPORT_BALANCING_H
#define SUPPORT_BALANCING_H

#include "support/activity.h"
#include "support/machine.h"

/*
 * Scan often, processes that start from now on, and all pages of an area of
 * @size bytes at once. For machine_begin().
 */
int balancing_begin(struct machine *machine, size_t size);

/* Forbid scans of all memory of this process. */
int balancing_forbid(void);

/* Permit scans of the area, or forbid them again. */
int balancing_permit(const struct activity *a, bool permit);

/*
 * Permit scans of the area, and use the CPU until one has taken all pages of
 * the target, which are on the other node. Later scans are permitted, too; the
 * next comes 12 ms after it at the earliest, and later with more pages.
 */
int balancing_scan(struct activity *a);

#endif
