/* SPDX-License-Identifier: GPL-2.0-only */
/* Moving pages between two NUMA nodes, and checking where they are. */
#ifndef SUPPORT_NODES_H
#define SUPPORT_NODES_H

#include "support/activity.h"

/* The node of this CPU, and the other of the nodes 0 and 1. */
int node_home(void);
int node_away(void);

struct page_list;

/*
 * The list of the target's pages for move_pages(2), which the caller frees;
 * NULL without memory.
 */
struct page_list *page_list_new(const struct activity *a);
void page_list_free(struct page_list *list);

/*
 * Move all pages to @node. Returns 0, -errno, or -ENODATA if one did not move,
 * with @a->undone.
 */
int page_list_move(struct activity *a, struct page_list *list, int node);

/* Check that all pages are on @node. Returns as page_list_move(). */
int page_list_expect(struct activity *a, struct page_list *list, int node);

#endif
