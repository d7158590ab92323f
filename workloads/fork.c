// SPDX-License-Identifier: GPL-2.0-only
/*
 * fork announces each private VMA that has anonymous pages. All but the area
 * are marked MADV_DONTFORK (the agent's own memory, and the device region as
 * RDMA programs do by ibv_fork_init), so the area is the one that is announced.
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
	.prepare = write_target,
	.operate = operate,
	.finish = child_end,
	.predict = predict,
};
