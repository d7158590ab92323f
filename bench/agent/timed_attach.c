// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = attach: the call that attaches, in a process that was
 * attached before. The first attach of a process takes longer, because it also
 * prepares the mm; each sample has that time in attach_ns.
 */
#include "agent/measurement.h"

/* The device, which is attached, is detached and attached again, empty. */
static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	int ret;

	if (measurement_detach(m) || measurement_quiesce(m) ||
	    measurement_wake_others(m))
		return -1;
	perf_group_start(&m->perf);
	ret = measurement_attach(m, ns);
	perf_group_stop(&m->perf);
	if (ret)
		return -1;
	/* The counters start at 0 with the attach. */
	return measurement_counted(m, sum);
}

const struct agent_timed agent_timed_attach = {
	.run = run,
	.expect = measurement_expect_nothing,
};
