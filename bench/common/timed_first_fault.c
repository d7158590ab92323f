// SPDX-License-Identifier: GPL-2.0-only
/* timed = first-fault: a device fault in a chunk that has no interval yet. */
#include "common/timed.h"
#include "mnbench_abi.h"

static int check(const struct cell *cell, struct error *error)
{
	char removal[CELL_SET_TEXT_MAX];

	/*
	 * The page is discarded, not unmapped. A kept chunk would have its
	 * interval from the second fault on.
	 */
	if (cell->removal == MNBENCH_REMOVAL_DEFERRED ||
	    cell->removal == MNBENCH_REMOVAL_SYNC)
		return 0;
	cell_format(cell, cell_key_find("removal"), removal, sizeof(removal));
	return error_set_key(error, "removal",
			     "cannot be '%s' where a first fault is timed; "
			     "allowed: deferred, sync",
			     removal);
}

const struct timed_kind timed_first_fault = {
	.name = "first-fault",
	.rank = 20,
	.application = APPLICATION_IDLE,
	.parts = TIMED_FAULTS,
	.one_device = true,
	NEEDS_DEVICE,
	.check = check,
	.values = {VALUE_P50, VALUE_MAX, VALUE_FIRST_FAULT, VALUE_CHUNKS,
		   VALUE_BYTES, VALUE_BYTES_PER_CHUNK},
};
