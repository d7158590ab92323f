// SPDX-License-Identifier: GPL-2.0-only
/* The table of filters, which the build makes from the names of filter_*.c. */
#include <linux/kernel.h>

#include "filter.h"

#define X(name) &mnb_filter_##name,
static const struct mnb_filter *const filters[] = {MNB_FILTERS};
#undef X

const struct mnb_filter *mnb_filter_find(enum mnbench_filter value)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(filters); i++)
		if (filters[i]->value == value)
			return filters[i];
	return NULL;
}
