// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filter bitmap: the device page table itself shows whether a range has pages,
 * by the bounds of all pages and the bitmaps of its nodes.
 */
#include "filter.h"

const struct mnb_filter mnb_filter_bitmap = {
	.value = MNBENCH_FILTER_BITMAP,
	.skips = true,
};
