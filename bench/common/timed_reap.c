// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed = reap: process_mrelease(2) of a killed process whose device holds the
 * region, as the OOM reaper takes its memory away.
 */
#include "common/timed.h"

/* The reaper passes over shared memory and hugetlb. */
static int check(const struct cell *cell, struct error *error)
{
	switch (cell->backing) {
	case BACKING_ANONYMOUS:
	case BACKING_ZERO:
	case BACKING_FILE:
	case BACKING_THP:
		return 0;
	}
	return error_set_key(error, "backing",
			     "cannot be '%s' where a reap is timed; allowed: "
			     "anonymous, zero, file, thp",
			     cell_choice(cell_key_find("backing"),
					 cell->backing));
}

const struct timed_kind timed_reap = {
	.name = "reap",
	.rank = 45,
	.application = APPLICATION_IDLE,
	.parts = TIMED_CALLBACKS,
	.one_device = true,
	.check = check,
	.values = {VALUE_P50, VALUE_MAX, VALUE_OVER_NONE, VALUE_NONBLOCK,
		   VALUE_FAILED},
};
