// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mlock-zero: memory is locked that was only read so far. The kernel
 * gives each page a copy of its own at once, so that no later write needs one.
 */
#include "workload.h"

const struct workload workload_mlock_zero = {
	.name = "mlock-zero",
	.summary = "mlock(2) of pages that were only read",
	.function = "wp_page_copy",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP,
	.prepare = read_fresh_target,
	.operate = lock_target,
	.finish = unlock_target,
	.predict = predict_target_pages,
	.predict_rest = predict_target,
};
