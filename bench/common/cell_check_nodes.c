// SPDX-License-Identifier: GPL-2.0-only
/* The rules for the NUMA nodes on which the memory of a cell is. */
#include <inttypes.h>

#include "common/cell.h"
#include "common/cell_check.h"
#include "common/timed.h"
#include "workload.h"

static const char *word_of(const char *key, uint64_t value)
{
	return cell_choice(cell_key_find(key), value);
}

static int refuse_workload(const struct cell *cell, const char *key,
			   uint64_t value, const char *why, struct error *error)
{
	return error_set_key(error, key,
			     "cannot be '%s' with workload %s, %s; allowed: "
			     "cpu",
			     word_of(key, value), cell->workload, why);
}

/* The memory that the workload acts on. */
static int check_node(const struct cell *cell, const struct workload *w,
		      struct error *error)
{
	const char *word = word_of("node", cell->node);

	if (timed_at(cell->timed)->application != APPLICATION_TIMED)
		return error_set_key(error, "node",
				     "cannot be '%s' where '%s' is timed; "
				     "allowed: cpu",
				     word, timed_at(cell->timed)->name);
	if (cell->threads > 1)
		return error_set_key(error, "node",
				     "cannot be '%s' with %" PRIu64
				     " threads, each of which has memory of "
				     "its own; allowed: cpu, or 1 thread",
				     word, cell->threads);
	if (w->own_nodes)
		return refuse_workload(cell, "node", cell->node,
				       "which chooses the nodes itself", error);
	if (w->measured)
		return refuse_workload(cell, "node", cell->node,
				       "whose memory a library chooses", error);
	/* On the region the node is that of the region, which was given. */
	if (w->target_empty && cell_acts_on_region(cell))
		return refuse_workload(cell, "region_node", cell->region_node,
				       "which begins without a page", error);
	if (w->target_empty)
		return refuse_workload(cell, "node", cell->node,
				       "which begins without a page", error);
	if (cell_acts_on_region(cell) && cell->node != cell->region_node)
		return error_set_key(error, "node",
				     "cannot be '%s' where the workload acts "
				     "on memory of the device region, with "
				     "region_node %s; allowed: cpu, which is "
				     "the same node",
				     word,
				     word_of("region_node", cell->region_node));
	return 0;
}

static int check_region_node(const struct cell *cell, const struct workload *w,
			     struct error *error)
{
	const char *word = word_of("region_node", cell->region_node);

	if (cell->backing == BACKING_ZERO || cell->backing == BACKING_HUGETLB)
		return error_set_key(error, "region_node",
				     "cannot be '%s' with backing %s, which "
				     "is shared by all nodes; allowed: cpu",
				     word, word_of("backing", cell->backing));
	if (w && w->own_nodes)
		return refuse_workload(cell, "region_node", cell->region_node,
				       "which chooses the nodes itself", error);
	return 0;
}

int cell_check_nodes(const struct cell *cell, struct error *error)
{
	const struct workload *w = workload_find(cell->workload);

	if (cell->region_node && check_region_node(cell, w, error))
		return -1;
	return cell->node && w ? check_node(cell, w, error) : 0;
}
