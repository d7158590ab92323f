// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload dontneed: MADV_DONTNEED, as allocators use it. The pages are freed,
 * the VMA stays.
 */
#include "workload.h"

const struct workload workload_dontneed = {
	.name = "dontneed",
	.summary = "madvise(MADV_DONTNEED) of pages that were written",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.common = true,
	.shares_vma = true,
	.prepare = write_target,
	.operate = discard_target,
	.predict = predict_target,
};
