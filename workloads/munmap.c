// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap: a whole VMA is unmapped, with one notifier call whatever is
 * populated in it.
 */
#include "workload.h"

const struct workload workload_munmap = {
	.name = "munmap",
	.summary = "munmap(2) of a whole VMA whose pages were written",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.common = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = unmap_target,
	.predict = predict_target_unmap,
};
