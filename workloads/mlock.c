// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mlock: a whole VMA is locked in memory. A control: no page changes,
 * and no VMA is split.
 */
#include "workload.h"

const struct workload workload_mlock = {
	.name = "mlock",
	.summary = "mlock(2) of a whole VMA: a control",
	.refuses = MEMORY_COPIED_BY_WRITE,
	.prepare = write_target,
	.operate = lock_target,
	.finish = unlock_target,
	.predict = predict_nothing,
};
