// SPDX-License-Identifier: GPL-2.0-only
/* Settling a cell: cells that measure the same become equal. */
#include <string.h>

#include "common/cell.h"
#include "common/modes.h"
#include "common/timed.h"
#include "common/units.h"
#include "mnbench_abi.h"
#include "workload.h"

/* What a workload acts on that is not itself timed. */
#define OTHER_THREAD_PAGES 1
/* The largest range of xe: xe_svm.c, fault_chunk_sizes[]. */
#define RANGE_SIZE_DEFAULT (2 * MiB)

static void clear_unused_keys(struct cell *cell, const struct mode_info *mode)
{
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (mode && !cell_key_applies_in(mode, key))
			*cell_number_at(cell, key) = 0;
}

static void normalise_application(struct cell *cell)
{
	const struct timed_kind *kind = timed_at(cell->timed);
	const struct workload *workload;

	if (kind->application == APPLICATION_IDLE)
		cell->threads = 0;
	if (cell->timed != TIMED_OPERATION)
		cell->sharing = SHARING_OWN;
	if (!kind->has_pages)
		cell->pages = 1;
	if (kind->application != APPLICATION_TIMED && cell->threads == 0) {
		strcpy(cell->workload, CELL_IDLE);
		cell->dontfork = 1;
		cell->page_size = PAGE_SIZE_4K;
		cell->activity_backing = ACTIVITY_ANONYMOUS;
		cell->allocator = ALLOCATOR_GLIBC;
		cell->placement = PLACEMENT_FAR;
		cell->node = 0;
		return;
	}
	workload = workload_find(cell->workload);
	/* Nobody forks, so nothing is kept from it. */
	if (workload && !workload->forks)
		cell->dontfork = 1;
	if (workload && workload->everything) {
		cell->placement = PLACEMENT_OVERLAP;
		cell->pages = 1;
	}
	if (workload && cell_acts_on_region(cell) && !cell->node)
		cell->node = cell->region_node;
}

void cell_normalise(struct cell *cell)
{
	const struct mode_info *mode = mode_find(cell->mode);

	clear_unused_keys(cell, mode);
	if (mode && mode_has_callback(mode) &&
	    cell->filter == MNBENCH_FILTER_DEFAULT)
		cell->filter = mode->flags & MODE_FILTERS
				       ? MNBENCH_FILTER_BITMAP
				       : MNBENCH_FILTER_OFF;
	if (cell->filter != MNBENCH_FILTER_RANGES)
		cell->range_size = 0;
	else if (!cell->range_size)
		cell->range_size = RANGE_SIZE_DEFAULT;
	normalise_application(cell);
}

int cell_settle(struct cell *cell, struct error *error)
{
	struct cell scratch;

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (key->kind != CELL_NAME)
			continue;
		if (!cell_name_at(cell, key)[0])
			return error_set(error, "no %s is given", key->name);
		if (cell_set(&scratch, key, cell_name_at(cell, key), error))
			return -1;
	}
	cell_normalise(cell);
	return cell_check(cell, error);
}

uint64_t cell_other_threads(const struct cell *cell)
{
	bool timed = timed_at(cell->timed)->application == APPLICATION_TIMED;

	return cell->threads - (timed && cell->threads);
}

uint64_t cell_activity_pages(const struct cell *cell)
{
	const struct timed_kind *kind = timed_at(cell->timed);

	return kind->application == APPLICATION_OPTIONAL ? OTHER_THREAD_PAGES
							 : cell->pages;
}

/*
 * One that acts on everything has the size of the region. And in a round of
 * several threads the time is that of all.
 */
bool cell_acts_on_pages(const struct cell *cell)
{
	const struct workload *workload = workload_find(cell->workload);

	return cell->timed == TIMED_OPERATION && workload &&
	       !workload->everything && cell->threads < 2;
}

bool cell_acts_on_region(const struct cell *cell)
{
	const struct workload *workload = workload_find(cell->workload);

	return workload && cell->placement == PLACEMENT_OVERLAP &&
	       workload_uses_region(workload);
}

int cell_node(uint64_t value)
{
	return (int)value - 1;
}

bool cell_has_nodes(const struct cell *cell)
{
	return cell->node || cell->region_node;
}

bool cell_mode_can(const struct cell *cell)
{
	const struct timed_kind *kind = timed_at(cell->timed);

	return !kind->mode_can || kind->mode_can(mode_find(cell->mode));
}
