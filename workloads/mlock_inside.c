// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mlock-inside: a part of a VMA is locked in memory. No page changes,
 * but the kernel splits the VMA.
 */
#include "workload.h"

const struct workload workload_mlock_inside = {
	.name = "mlock-inside",
	.summary = "mlock(2) of pages in the middle of a VMA",
	.function = "__split_huge_pmd",
	.events = EVENT(CLEAR),
	.margin_before = BLOCK_BYTES,
	.margin_behind = BLOCK_BYTES,
	.refuses = MEMORY_COPIED_BY_WRITE,
	.shares_vma = true,
	.prepare = write_target,
	.operate = lock_target,
	.finish = unlock_target,
	.predict = predict_target_splits,
};
