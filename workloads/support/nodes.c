// SPDX-License-Identifier: GPL-2.0-only
/* Moving pages between NUMA nodes. */
#include "support/nodes.h"

#include <errno.h>
#include <numa.h>
#include <numaif.h>
#include <sched.h>
#include <stdlib.h>

#include "support/page_state.h"

/* The kernel tells: libnuma knows of one node if /sys was not mounted early. */
int node_home(void)
{
	unsigned int cpu, node;

	return !getcpu(&cpu, &node) && node == 1;
}

int node_away(void)
{
	return !node_home();
}

int node_before(const struct activity *a)
{
	return a->node < 0 ? node_home() : a->node;
}

int node_behind(const struct activity *a)
{
	return node_before(a) == 0;
}

struct page_list {
	size_t count;
	void **pages;
	int *nodes, *status;
};

static bool fill(struct page_list *list, const struct activity *a)
{
	size_t page = mapping_page(&a->mapping);

	list->count = a->target_size / page;
	list->pages = calloc(list->count, sizeof(*list->pages));
	list->nodes = calloc(list->count, sizeof(*list->nodes));
	list->status = calloc(list->count, sizeof(*list->status));
	if (!list->pages || !list->nodes || !list->status)
		return false;
	for (size_t i = 0; i < list->count; i++)
		list->pages[i] = (void *)(a->target + i * page);
	return true;
}

void page_list_end(struct activity *a)
{
	struct page_list *list = a->own;

	if (!list)
		return;
	free(list->pages);
	free(list->nodes);
	free(list->status);
	free(list);
}

int page_list_begin(struct activity *a)
{
	struct page_list *list = calloc(1, sizeof(*list));

	a->own = list;
	return list && fill(list, a) ? 0 : -ENOMEM;
}

static int check(struct activity *a, const struct page_list *list, int node)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->status[i] != node)
			return not_done(a, "some pages are on another node");
	return 0;
}

int page_list_move(struct activity *a, int node)
{
	struct page_list *list = a->own;

	for (size_t i = 0; i < list->count; i++)
		list->nodes[i] = node;
	if (numa_move_pages(0, list->count, list->pages, list->nodes,
			    list->status, MPOL_MF_MOVE) < 0)
		return -errno;
	return check(a, list, node);
}

int page_list_expect(struct activity *a, int node)
{
	const struct page_list *list = a->own;

	if (numa_move_pages(0, list->count, list->pages, NULL, list->status, 0))
		return -errno;
	return check(a, list, node);
}
