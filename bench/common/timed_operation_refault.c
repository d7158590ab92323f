// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed = operation+refault: the workload of the application, and the faults by
 * which the devices then get back what they have lost. It is what application
 * and device lose together.
 */
#include <inttypes.h>

#include "common/timed.h"
#include "workload.h"

/* Whether what discards the target beside device pages takes these, too. */
static bool meets_device(const struct cell *cell)
{
	return cell->placement == PLACEMENT_OVERLAP ||
	       (cell->placement == PLACEMENT_SAME_CHUNK && cell->range_size);
}

static int check(const struct cell *cell, struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);

	if (cell->threads > 1)
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' where refaults are timed; allowed: 1",
				     cell->threads);
	if (workload->unmaps && cell->placement == PLACEMENT_OVERLAP)
		return error_set_key(error, "workload",
				     "%s leaves no memory that the device can "
				     "fault again; allowed: a workload that "
				     "keeps its memory mapped, or another "
				     "placement",
				     cell->workload);
	if (workload->takes_access && meets_device(cell))
		return error_set_key(error, "workload",
				     "%s leaves memory that nobody can use; "
				     "allowed: another workload, or placement "
				     "far",
				     cell->workload);
	if (workload->target_empty && meets_device(cell))
		return error_set_key(error, "workload",
				     "%s takes no page from the device, which "
				     "has lost them before; allowed: a "
				     "workload that takes pages away, or "
				     "placement far",
				     cell->workload);
	return timed_operation.check(cell, error);
}

const struct timed_kind timed_operation_refault = {
	.name = "operation+refault",
	.rank = 80,
	.application = APPLICATION_TIMED,
	.has_pages = true,
	.has_two_times = true,
	.parts = TIMED_CALLBACKS | TIMED_FAULTS,
	.check = check,
	.values = {VALUE_P50, VALUE_OVER_NONE, VALUE_OPERATION, VALUE_REFAULT,
		   VALUE_STOPPED},
};
