// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed = exit: the exit of an attached process whose device holds the region.
 */
#include "common/timed.h"

const struct timed_kind timed_exit = {
	.name = "exit",
	.rank = 40,
	.application = APPLICATION_IDLE,
	.parts = TIMED_CALLBACKS | TIMED_UNPINS,
	.values = {VALUE_P50, VALUE_OVER_NONE, VALUE_P50_PER_CHUNK,
		   VALUE_CHUNKS, VALUE_BYTES, VALUE_BYTES_PER_CHUNK,
		   VALUE_STOPPED},
};
