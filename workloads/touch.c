// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload touch: the control. A page fault on an empty page changes no page
 * that a subscriber could hold, so there is no notifier call.
 */
#include "workload.h"

const struct workload workload_touch = {
	.name = "touch",
	.summary = "the first write to each page: the control, it makes no "
		   "callback",
	.common = true,
	.shares_vma = true,
	.target_empty = true,
	.prepare = discard_target,
	.operate = touch_target,
	.predict = predict_nothing,
	.predict_rest = predict_target,
};
