// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = register: the command that registers one more buffer, after
 * those of the device region.
 */
#include "agent/buffer.h"
#include "agent/measurement.h"

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	uint64_t unused;
	int ret;

	if (measurement_count(m))
		return -1;
	perf_group_start(&m->perf);
	ret = buffer_register(m, ns);
	perf_group_stop(&m->perf);
	if (ret || measurement_counted(m, sum))
		return -1;
	return buffer_unregister(m, &unused);
}

const struct agent_timed agent_timed_register = {
	.run = run,
	.expect = measurement_expect_nothing,
};
