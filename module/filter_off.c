// SPDX-License-Identifier: GPL-2.0-only
/* Filter off: the driver does not look, and invalidates for each range. */
#include "filter.h"

const struct mnb_filter mnb_filter_off = {
	.value = MNBENCH_FILTER_OFF,
};
