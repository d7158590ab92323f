// SPDX-License-Identifier: GPL-2.0-only
/* The rules for what the threads of a cell share. */
#include "common/cell_sharing.h"

#include <inttypes.h>

#include "common/units.h"
#include "workload.h"

/* What placement far has room for: see agent/layout.h. */
#define ROOM (UINT64_C(8) << 40)

uint64_t sharing_distance(const struct cell *cell, uint64_t size)
{
	uint64_t distance = cell->sharing == SHARING_VMA ? 2 * MiB : 4 * GiB;

	while (distance < size)
		distance *= 2;
	return distance;
}

/* More than the area of a workload and what is around it. */
static uint64_t size_of_part(const struct cell *cell, const struct workload *w)
{
	uint64_t target = cell_activity_pages(cell) * PAGE_BYTES;

	return w->margin_before + w->margin_behind +
	       (w->room ? w->room : 1) * target + 2 * BLOCK_BYTES;
}

int cell_check_sharing(const struct cell *cell, struct error *error)
{
	const struct workload *w = workload_find(cell->workload);

	if (cell->sharing == SHARING_VMA && cell->placement != PLACEMENT_FAR)
		return error_set_key(error, "sharing",
				     "cannot be 'vma' in this placement; "
				     "allowed: own, or placement far");
	if (cell->sharing == SHARING_VMA && !w->shares_vma)
		return error_set_key(error, "sharing",
				     "cannot be 'vma' with workload %s, which "
				     "acts on whole VMAs, or cuts off its own; "
				     "allowed: own",
				     cell->workload);
	if (cell->threads > 1 &&
	    cell->threads * sharing_distance(cell, size_of_part(cell, w)) >
		    ROOM)
		return error_set_key(error, "pages",
				     "cannot be '%" PRIu64
				     "' with threads %" PRIu64
				     ", which would take more than 8 TiB of "
				     "address space; allowed: less of one",
				     cell->pages, cell->threads);
	return 0;
}
