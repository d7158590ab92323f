// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-all: all memory that the device uses is unmapped at once. The
 * range of the notifier call overlaps every chunk.
 */
#include "workload.h"

const struct workload workload_munmap_all = {
	.name = "munmap-all",
	.summary = "one munmap(2) of the whole device region",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.everything = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = unmap_target,
	.predict = predict_target_unmap,
};
