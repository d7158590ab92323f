// SPDX-License-Identifier: GPL-2.0-only
/* timed = operation: the workload of the application. */
#include <inttypes.h>

#include "common/cell_sharing.h"
#include "common/timed.h"
#include "workload.h"

/* Other threads repeat the workload, each on memory of its own. */
static int check(const struct cell *cell, struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);

	if (cell->threads == 0)
		return error_set_key(error, "threads",
				     "cannot be '0' where an operation is "
				     "timed; allowed: 1 or more");
	if (cell->threads == 1)
		return cell_check_sharing(cell, error);
	if (workload->everything || workload->forks)
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' with workload %s, which acts on the "
				     "memory of all threads; allowed: 1",
				     cell->threads, cell->workload);
	if (cell->placement != PLACEMENT_FAR)
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' in this placement; allowed: 1, or "
				     "placement far",
				     cell->threads);
	return cell_check_sharing(cell, error);
}

const struct timed_kind timed_operation = {
	.name = "operation",
	.rank = 0, /* TIMED_OPERATION: no other kind may come before it */
	.application = APPLICATION_TIMED,
	.has_pages = true,
	.parts = TIMED_CALLBACKS,
	.check = check,
};
