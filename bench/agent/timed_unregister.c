// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = unregister: the command that unregisters a buffer of which
 * the device holds no page.
 */
#include "agent/buffer.h"
#include "agent/measurement.h"

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	uint64_t unused;

	if (buffer_register(m, &unused) || measurement_count(m) ||
	    buffer_unregister(m, ns))
		return -1;
	return measurement_counted(m, sum);
}

const struct agent_timed agent_timed_unregister = {
	.run = run,
	.expect = measurement_expect_nothing,
};
