// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload vfork: a child that has the memory of its parent, which waits until
 * the child has ended. Nothing is copied, so there is no notifier call.
 */
#include "support/child.h"
#include "workload.h"

const struct workload workload_vfork = {
	.name = "vfork",
	.summary = "vfork of a child that exits at once: a control",
	.one_thread = true, /* children use one stack */
	.prepare = write_target,
	.operate = child_start_vfork,
	.finish = child_end,
	.predict = predict_nothing,
};
