// SPDX-License-Identifier: GPL-2.0-only
/* timed = register: the registration of a buffer. */
#include "common/timed.h"

const struct timed_kind timed_register = {
	.name = "register",
	.rank = 50,
	.application = APPLICATION_IDLE,
	.has_pages = true,
	.parts = TIMED_REGISTERS,
	.values = {VALUE_P50, VALUE_OVER_NONE, VALUE_P50_PER_CHUNK,
		   VALUE_CHUNKS, VALUE_BYTES, VALUE_BYTES_PER_CHUNK},
};
