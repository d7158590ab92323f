/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The NUMA nodes on which the memory of a sample is. Functions return 0 or
 * -errno; those that check return -ENODATA if a page is on another node. A node
 * of -1 is that of the CPU: nothing is bound or checked.
 */
#ifndef AGENT_NODES_H
#define AGENT_NODES_H

#include <stddef.h>
#include <stdint.h>

#include "lib/error.h"
#include "support/activity.h"

/* New pages of this thread come from @node alone, until it is unbound. */
int nodes_bind_thread(int node);
int nodes_unbind_thread(int node);

/* New pages of a mapping come from @node alone. */
int nodes_bind_range(uintptr_t start, size_t size, int node);

/* Check that each page of a range, if there is one, is on @node. */
int nodes_check_range(uintptr_t start, size_t size, int node);

/*
 * Move pages of the target that are elsewhere to the node of the activity, and
 * check. An operation may have left them on another one.
 */
int nodes_keep_target(const struct activity *a);

/*
 * workload_step() with the target on the node of the activity: what the step
 * takes new comes from there, and what it keeps is moved there.
 */
int nodes_step(int (*step)(struct activity *a), struct activity *a,
	       const char *what, struct error *error);

#endif
