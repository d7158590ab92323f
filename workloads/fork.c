// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload fork: it makes one notifier call for each private VMA with anonymous
 * pages. All VMAs except the area are marked MADV_DONTFORK: the agent's own
 * memory, and the device region, as RDMA programs do by ibv_fork_init(). So the
 * only call is for the area.
 */
#include "workload.h"

static int operate(struct activity *a)
{
	return child_start(a, true);
}

static void predict(const struct activity *a, struct prediction *p)
{
	predict_call(p, MNBENCH_EVENT_PROTECTION_PAGE, a->area,
		     a->area + a->area_size);
}

const struct workload workload_fork = {
	.name = "fork",
	.summary = "fork of a process, until the parent goes on; one VMA is "
		   "copied",
	.forks = true,
	.prepare = write_target,
	.operate = operate,
	.finish = child_end,
	.predict = predict,
};
