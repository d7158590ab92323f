// SPDX-License-Identifier: GPL-2.0-only
/* timed = first-fault: a device fault in a chunk that has no interval yet. */
#include "common/timed.h"
#include "mnbench_abi.h"

static int check(const struct cell *cell, struct error *error)
{
	/* A kept chunk would have its interval from the second fault on. */
	if (cell->removal == MNBENCH_REMOVAL_KEEP)
		return error_set_key(
			error, "removal",
			"cannot be 'keep' where a first fault is timed; "
			"allowed: deferred");
	return 0;
}

const struct timed_kind timed_first_fault = {
	.name = "first-fault",
	.rank = 20,
	.application = APPLICATION_IDLE,
	NEEDS_DEVICE,
	.check = check,
	.values = {VALUE_P50, VALUE_MAX, VALUE_FIRST_FAULT, VALUE_CHUNKS,
		   VALUE_BYTES, VALUE_BYTES_PER_CHUNK},
};
