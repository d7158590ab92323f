/* SPDX-License-Identifier: GPL-2.0-only */
/* The NUMA nodes that the cells of a plan need. */
#ifndef PLAN_NODES_H
#define PLAN_NODES_H

#include "lib/error.h"
#include "plan/plan.h"
#include "plan/venue.h"

/* Nodes of a guest in which a cell says on which node memory is. */
#define PLAN_GUEST_NODES 2

/*
 * Check that the guest of a venue, or this machine, has the NUMA nodes that the
 * cells of a plan name and that its workloads move pages between. @shown is
 * what messages call the plan; @root: of the machine's files, "" is /. Returns
 * 0, or -1 with @error.
 */
int plan_nodes_check(const struct plan *plan, const char *shown,
		     const struct venue *venue, const char *root,
		     struct error *error);

#endif
