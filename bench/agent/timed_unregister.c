// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = unregister: the command that unregisters a buffer of which
 * the device holds no page, or if it is pinned, all pages.
 */
#include "agent/buffer.h"
#include "agent/measurement.h"

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	uint64_t unused;
	int ret;

	if (buffer_register(m, &unused) || measurement_count(m))
		return -1;
	perf_group_start(&m->perf);
	ret = buffer_unregister(m, ns);
	perf_group_stop(&m->perf);
	if (ret)
		return -1;
	return measurement_counted(m, sum);
}

/* The device gives up the pages of a pinned buffer in one invalidation. */
static int expect(struct measurement *m)
{
	if (measurement_expect_nothing(m))
		return -1;
	if (m->cell->pin)
		m->sample->expected.invalidations =
			m->sample->ops * devices_of_cell(m->cell);
	return 0;
}

const struct agent_timed agent_timed_unregister = {
	.run = run,
	.expect = expect,
};
