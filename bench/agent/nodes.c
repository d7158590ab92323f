// SPDX-License-Identifier: GPL-2.0-only
/* Binding memory to NUMA nodes, and checking where its pages are. */
#include "agent/nodes.h"

#include <errno.h>
#include <numa.h>
#include <numaif.h>
#include <stdbool.h>

#include "agent/workload_step.h"
#include "support/page_state.h"

/* Pages of one call of move_pages(2). */
#define PART 256

int nodes_bind_thread(int node)
{
	unsigned long nodes;

	if (node < 0)
		return 0;
	nodes = 1UL << node;
	return set_mempolicy(MPOL_BIND, &nodes, 8 * sizeof(nodes)) ? -errno : 0;
}

int nodes_unbind_thread(int node)
{
	return node >= 0 && set_mempolicy(MPOL_DEFAULT, NULL, 0) ? -errno : 0;
}

int nodes_bind_range(uintptr_t start, size_t size, int node)
{
	unsigned long nodes;

	if (node < 0)
		return 0;
	nodes = 1UL << node;
	return mbind((void *)start, size, MPOL_BIND, &nodes, 8 * sizeof(nodes),
		     0)
		       ? -errno
		       : 0;
}

/* A part of a range, and what the kernel says of each page. */
struct part {
	size_t count;
	void *pages[PART];
	int nodes[PART], status[PART];
};

static void part_fill(struct part *part, uintptr_t start, size_t size, int node)
{
	part->count = size / PAGE_BYTES < PART ? size / PAGE_BYTES : PART;
	for (size_t i = 0; i < part->count; i++) {
		part->pages[i] = (void *)(start + i * PAGE_BYTES);
		part->nodes[i] = node;
	}
}

/* The status of what is no page, or the zero page, is negative. */
static int part_look(struct part *part, int node, bool *elsewhere)
{
	*elsewhere = false;
	if (numa_move_pages(0, part->count, part->pages, NULL, part->status, 0))
		return -errno;
	for (size_t i = 0; i < part->count; i++)
		if (part->status[i] >= 0 && part->status[i] != node)
			*elsewhere = true;
	return 0;
}

static int part_move(struct part *part)
{
	return numa_move_pages(0, part->count, part->pages, part->nodes,
			       part->status, MPOL_MF_MOVE) < 0
		       ? -errno
		       : 0;
}

static int check_range(uintptr_t start, size_t size, int node, bool move)
{
	int ret = 0;

	if (node < 0)
		return 0;
	while (!ret && size) {
		struct part part;
		bool elsewhere;

		part_fill(&part, start, size, node);
		ret = part_look(&part, node, &elsewhere);
		if (!ret && elsewhere && move) {
			ret = part_move(&part);
			if (!ret)
				ret = part_look(&part, node, &elsewhere);
		}
		if (!ret && elsewhere)
			ret = -ENODATA;
		start += part.count * PAGE_BYTES;
		size -= part.count * PAGE_BYTES;
	}
	return ret;
}

int nodes_check_range(uintptr_t start, size_t size, int node)
{
	return check_range(start, size, node, false);
}

int nodes_keep_target(const struct activity *a)
{
	int ret = 0;

	if (a->node < 0)
		return 0;
	for (size_t i = 0; !ret && i < a->target_size; i += a->target_stride)
		ret = check_range(a->target + i, a->target_run, a->node, true);
	return ret;
}

/* A page that a child gets does not move any more, so that comes before. */
static int keep_and_do(int (*step)(struct activity *a), struct activity *a)
{
	int ret = nodes_keep_target(a);

	if (!ret || ret == -ENODATA)
		ret = nodes_bind_thread(a->node);
	if (!ret && step)
		ret = step(a);
	if (!ret)
		ret = nodes_unbind_thread(a->node);
	if (ret)
		return ret;
	ret = nodes_keep_target(a);
	return ret == -ENODATA ? not_done(a, "some pages are on another node")
			       : ret;
}

int nodes_step(int (*step)(struct activity *a), struct activity *a,
	       const char *what, struct error *error)
{
	int ret = keep_and_do(step, a);

	return ret ? workload_failed(a, what, ret, error) : 0;
}
