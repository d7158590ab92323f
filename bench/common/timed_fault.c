// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed = fault: a device fault on pages whose chunk already has an interval.
 * The application may run its workload at the same time.
 */
#include <inttypes.h>

#include "common/modes.h"
#include "common/timed.h"
#include "common/units.h"
#include "mnbench_abi.h"
#include "workload.h"

/*
 * Whether the chunk of the faulting pages keeps its interval while they are
 * discarded: other device pages are in it, or empty chunks are kept.
 */
static bool chunk_stays(const struct cell *cell)
{
	uint64_t bytes = cell->pages * PAGE_BYTES;
	uint64_t stride = cell->region_stride;

	/* A range of the driver goes as a whole. */
	if (bytes < cell->range_size)
		bytes = cell->range_size;
	if (stride < cell->range_size)
		stride = cell->range_size;
	if (!mode_has_chunks(mode_find(cell->mode)) ||
	    cell->removal == MNBENCH_REMOVAL_KEEP ||
	    cell->removal == MNBENCH_REMOVAL_UNMAP_ONLY)
		return true;
	if (cell->chunk_size <= bytes)
		return false;
	return cell->region_run > bytes ||
	       (cell->chunk_size > stride && cell->region_size > stride);
}

/* The workload must leave the faulting pages alone. */
static int check_application(const struct cell *cell, struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);

	if (cell->threads == 0)
		return 0;
	if (cell->threads > 1)
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' where a fault is timed; allowed: 0, 1",
				     cell->threads);
	if (workload->everything)
		return error_set_key(error, "workload",
				     "%s acts on the pages whose fault is "
				     "timed; allowed: a workload that acts "
				     "elsewhere",
				     cell->workload);
	if (cell->placement == PLACEMENT_OVERLAP)
		return error_set_key(
			error, "placement",
			"cannot be 'overlap' where a fault is timed; allowed: "
			"far, same-chunk");
	if (cell->placement == PLACEMENT_SAME_CHUNK &&
	    workload->margin_before + workload->margin_behind)
		return error_set_key(
			error, "workload",
			"%s invalidates ranges that hold device pages; where "
			"a fault is timed, its placement must be far",
			cell->workload);
	return 0;
}

static int check(const struct cell *cell, struct error *error)
{
	char run[UNITS_TEXT_MAX];

	if (cell->pages * PAGE_BYTES > cell->region_run) {
		units_format(cell->region_run, size_units, run, sizeof(run));
		return error_set_key(error, "region_run",
				     "must be at least %" PRIu64
				     "K for a fault of %" PRIu64
				     " pages, not %s",
				     cell->pages * PAGE_BYTES / KiB,
				     cell->pages, run);
	}
	if (!chunk_stays(cell))
		return error_set(error,
				 "a fault of %" PRIu64
				 " pages leaves nothing else in their chunk; "
				 "needed: a larger region_run, or a chunk_size "
				 "above the region_stride, or removal keep or "
				 "unmap-only",
				 cell->pages);
	return check_application(cell, error);
}

const struct timed_kind timed_fault = {
	.name = "fault",
	.rank = 70,
	.application = APPLICATION_OPTIONAL,
	.has_pages = true,
	.parts = TIMED_FAULTS,
	.repeats = true,
	.one_device = true,
	NEEDS_DEVICE,
	.check = check,
	.values = {VALUE_P50, VALUE_P99, VALUE_MAX, VALUE_P50_PER_PAGE,
		   VALUE_MAPPING_PER_PAGE, VALUE_COLLISIONS, VALUE_GAVE_UP,
		   VALUE_STOPPED},
};
