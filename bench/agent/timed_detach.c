// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = detach: the call that detaches while the device holds the
 * whole region.
 */
#include "agent/measurement.h"

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	int ret;

	if (!m->attached) {
		if (measurement_attach(m, ns) || measurement_register(m) ||
		    measurement_fill(m))
			return -1;
	}
	if (measurement_count(m))
		return -1;
	perf_group_start(&m->perf);
	ret = measurement_detach(m);
	perf_group_stop(&m->perf);
	if (ret)
		return -1;
	*ns = m->sample->detach_ns;
	return measurement_counted(m, sum);
}

static int expect(struct measurement *m)
{
	measurement_expect_detach(m, m->sample->ops);
	return 0;
}

const struct agent_timed agent_timed_detach = {
	.run = run,
	.expect = expect,
};
