// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload map-fixed: a mapping takes the place of another one, as allocators
 * do to give pages back and to have fresh ones at the same address.
 */
#include "support/page_state.h"
#include "workload.h"

const struct workload workload_map_fixed = {
	.name = "map-fixed",
	.summary = "mmap(2) with MAP_FIXED over a whole VMA",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.prepare = write_target,
	.operate = map_target,
	.check = target_expect_discarded,
	.predict = predict_target_unmap,
};
