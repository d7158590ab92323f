// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed = exec: execve(2) of an attached process whose device holds the region.
 */
#include "common/timed.h"

const struct timed_kind timed_exec = {
	.name = "exec",
	.rank = 41,
	.application = APPLICATION_IDLE,
	.parts = TIMED_CALLBACKS,
	.values = {VALUE_P50, VALUE_OVER_NONE, VALUE_P50_PER_CHUNK,
		   VALUE_CHUNKS, VALUE_BYTES, VALUE_BYTES_PER_CHUNK,
		   VALUE_STOPPED},
};
