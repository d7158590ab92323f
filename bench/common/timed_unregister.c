// SPDX-License-Identifier: GPL-2.0-only
/* timed = unregister: the end of the registration of a buffer. */
#include "common/timed.h"

const struct timed_kind timed_unregister = {
	.name = "unregister",
	.rank = 60,
	.application = APPLICATION_IDLE,
	.has_pages = true,
	.parts = TIMED_UNPINS,
	.values = {VALUE_P50, VALUE_OVER_NONE, VALUE_P50_PER_CHUNK,
		   VALUE_CHUNKS, VALUE_BYTES, VALUE_BYTES_PER_CHUNK},
};
