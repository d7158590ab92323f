// SPDX-License-Identifier: GPL-2.0-only
/* The rules for what a workload acts on. */
#include <inttypes.h>
#include <string.h>

#include "common/cell.h"
#include "common/cell_activity.h"
#include "common/cell_check.h"
#include "common/modes.h"
#include "common/timed.h"
#include "workload.h"

/* The pages of one lowest-level page table: what a device maps at once. */
#define DEVICE_PAGES_MAX 512

/* What memory of the device region is: MEMORY_* bits. */
static unsigned int region_memory(const struct cell *cell)
{
	switch (cell->backing) {
	case BACKING_FILE:
		return MEMORY_FILE | MEMORY_COPIED_BY_WRITE;
	case BACKING_SHMEM:
		return MEMORY_FILE | MEMORY_SHARED;
	case BACKING_THP:
		return MEMORY_THP;
	case BACKING_HUGETLB:
		return MEMORY_HUGETLB;
	default:
		return 0;
	}
}

static int check_memory(const struct cell *cell, const struct workload *w,
			struct error *error)
{
	if (!workload_uses_region(w) || !(w->refuses & region_memory(cell)))
		return 0;
	return error_set_key(
		error, "backing",
		"cannot be '%s' where workload %s acts on it; allowed: "
		"placement far",
		cell_choice(cell_key_find("backing"), cell->backing),
		cell->workload);
}

static int check_placement(const struct cell *cell, const struct workload *w,
			   struct error *error)
{
	uint64_t bytes = cell_activity_pages(cell) * PAGE_BYTES;

	if (w->far_only)
		return error_set_key(error, "placement",
				     "cannot be '%s' with workload %s, which "
				     "acts elsewhere; allowed: far",
				     cell_choice(cell_key_find("placement"),
						 cell->placement),
				     cell->workload);
	/* What is behind the target is not mapped. */
	if (w->room && cell->placement == PLACEMENT_OVERLAP &&
	    bytes != cell->region_run)
		return error_set_key(error, "pages",
				     "cannot be '%" PRIu64
				     "' in placement overlap of workload %s; "
				     "allowed: %" PRIu64
				     ", which fill a region_run",
				     cell->pages, cell->workload,
				     cell->region_run / PAGE_BYTES);
	if (cell->placement == PLACEMENT_OVERLAP &&
	    mode_find(cell->mode)->flags & MODE_USES_PAGES &&
	    (w->spares_used || w->read_only))
		return error_set_key(error, "placement",
				     "cannot be 'overlap' in mode %s with "
				     "workload %s, %s; allowed: far, "
				     "same-chunk",
				     cell->mode, cell->workload,
				     w->read_only ? "whose pages cannot be "
						    "written"
						  : "which leaves pages that "
						    "were used where they "
						    "are");
	return check_memory(cell, w, error);
}

static int check_pages(const struct cell *cell, const struct workload *w,
		       struct error *error)
{
	bool operates = timed_at(cell->timed)->application == APPLICATION_TIMED;

	if (!operates && cell->pages > DEVICE_PAGES_MAX)
		return error_set_key(error, "pages",
				     "cannot be '%" PRIu64
				     "' where '%s' is timed; allowed: a number "
				     "from 1 to %d",
				     cell->pages, timed_at(cell->timed)->name,
				     DEVICE_PAGES_MAX);
	if (w && cell_activity_pages(cell) < w->pages_min)
		return error_set_key(error, "pages",
				     "cannot be '%" PRIu64
				     "' with workload %s; allowed: %zu or more",
				     cell_activity_pages(cell), cell->workload,
				     w->pages_min);
	return 0;
}

static int check_measured(const struct cell *cell, const struct workload *w,
			  struct error *error)
{
	if (!w->measured || cell->timed == TIMED_OPERATION)
		return 0;
	return error_set_key(error, "timed",
			     "cannot be '%s' with workload %s, whose calls "
			     "nobody predicts; allowed: operation",
			     timed_at(cell->timed)->name, cell->workload);
}

static int check_allocator(const struct cell *cell, const struct workload *w,
			   struct error *error)
{
	const struct cell_key *key = cell_key_find("allocator");

	if (!cell->allocator || w->allocates)
		return 0;
	return error_set_key(error, key->name,
			     "cannot be '%s' with workload %s, which does not "
			     "allocate; allowed: %s",
			     cell_choice(key, cell->allocator), cell->workload,
			     cell_choice(key, ALLOCATOR_GLIBC));
}

bool cell_is_measured(const struct cell *cell)
{
	const struct workload *w = workload_find(cell->workload);

	return w && w->measured;
}

int cell_check_workload(const struct cell *cell, struct error *error)
{
	const struct workload *w = workload_find(cell->workload);

	if (check_pages(cell, w, error))
		return -1;
	if (!w)
		return 0;
	if (check_measured(cell, w, error) || check_allocator(cell, w, error))
		return -1;
	if (w->one_thread && cell->threads > 1)
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' with workload %s, which changes what "
				     "all threads have; allowed: 1",
				     cell->threads, cell->workload);
	if (cell_check_activity(cell, error))
		return -1;
	return cell->placement == PLACEMENT_FAR
		       ? 0
		       : check_placement(cell, w, error);
}
