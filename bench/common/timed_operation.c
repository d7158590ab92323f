// SPDX-License-Identifier: GPL-2.0-only
/* timed = operation: the workload of the application. */
#include <inttypes.h>

#include "common/timed.h"

/* The largest operation that a workload is made for. */
#define PAGES_MAX 8

static int check(const struct cell *cell, struct error *error)
{
	if (cell->threads == 0)
		return error_set_key(error, "threads",
				     "cannot be '0' where an operation is "
				     "timed; allowed: 1");
	if (cell->pages > PAGES_MAX)
		return error_set_key(error, "pages",
				     "cannot be '%" PRIu64
				     "' where an operation is timed; allowed: "
				     "a number from 1 to %d",
				     cell->pages, PAGES_MAX);
	return 0;
}

const struct timed_kind timed_operation = {
	.name = "operation",
	.rank = 0, /* TIMED_OPERATION: no other kind may come before it */
	.application = APPLICATION_TIMED,
	.has_pages = true,
	.check = check,
};
