// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload fork: it makes one notifier call for each private VMA with anonymous
 * pages. The agent's own memory is marked MADV_DONTFORK, and so is the device
 * region with dontfork = yes, as RDMA programs do by ibv_fork_init(): then the
 * only call is for the area.
 */
#include "support/child.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return child_start(a, true);
}

const struct workload workload_fork = {
	.name = "fork",
	.summary = "fork of a process, until the parent goes on; one VMA is "
		   "copied",
	.function = "copy_page_range",
	.events = EVENT(PROTECTION_PAGE),
	.common = true,
	.forks = true,
	.prepare = write_target,
	.operate = operate,
	.finish = child_end,
	.predict = predict_fork,
};
