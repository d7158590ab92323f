// SPDX-License-Identifier: GPL-2.0-only
/* timed = attach: an attach of a process that was attached before. */
#include "common/timed.h"

const struct timed_kind timed_attach = {
	.name = "attach",
	.rank = 10,
	.application = APPLICATION_IDLE,
	.values = {VALUE_P50, VALUE_MAX, VALUE_OVER_NONE, VALUE_FIRST_ATTACH},
};
