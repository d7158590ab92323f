/* SPDX-License-Identifier: GPL-2.0-only */
/* The VMAs that the reaper of a process takes the memory of. */
#ifndef AGENT_REAPED_VMAS_H
#define AGENT_REAPED_VMAS_H

#include <stddef.h>
#include <sys/types.h>

#include "workload.h"

struct reaped_vmas {
	size_t count, max;
	struct notifier_call calls[]; /* one for each, and room for an exit */
};

/*
 * With room for a process with @more VMAs than any has. The caller frees it.
 * Returns NULL if there is no memory.
 */
struct reaped_vmas *reaped_vmas_new(size_t more);

/*
 * Find those of a process that does not run: private ones, of which each page
 * is one of the kernel's memory, and not of hugetlb. The first call finds them;
 * later ones do nothing, for all processes of a sample are alike. Returns 0 or
 * -errno; -E2BIG: there are more than was asked for.
 */
int reaped_vmas_read(struct reaped_vmas *vmas, pid_t pid);

#endif
