/* SPDX-License-Identifier: GPL-2.0-only */
/* Moving pages between two NUMA nodes, and checking where they are. */
#ifndef SUPPORT_NODES_H
#define SUPPORT_NODES_H

#include "support/activity.h"

/* The node of this CPU, and the other of the nodes 0 and 1. */
int node_home(void);
int node_away(void);

/* The node of the target before an operation, and one to which it can move. */
int node_before(const struct activity *a);
int node_behind(const struct activity *a);

/*
 * The list of the target's pages for move_pages(2), in a->own. For begin() and
 * end(); returns 0 or -errno.
 */
int page_list_begin(struct activity *a);
void page_list_end(struct activity *a);

/*
 * Move all pages to @node. Returns 0, -errno, or -ENODATA if one did not move,
 * with @a->undone.
 */
int page_list_move(struct activity *a, int node);

/* Check that all pages are on @node. Returns as page_list_move(). */
int page_list_expect(struct activity *a, int node);

#endif
