// SPDX-License-Identifier: GPL-2.0-only
/* Measuring timed = operation: the workload, while the device is attached. */
#include <string.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "agent/measurement.h"
#include "agent/oracle.h"

/* Map again what the last operation or prepare() took from the device. */
static int refill(struct measurement *m)
{
	int ret;

	if (!m->refills)
		return 0;
	ret = device_submit(m->fd, m->refill, m->refills);
	return ret ? measurement_fail(m, "map again", ret) : 0;
}

static int prepare(struct measurement *m)
{
	struct activity *a = &m->layout.activity;
	int ret = 0;

	/* prepare() empties such a target after the device has mapped it. */
	if (m->workload->target_empty && refill(m))
		return -1;
	if (m->workload->prepare)
		ret = m->workload->prepare(a);
	if (ret)
		return measurement_fail(m, "prepare", ret);
	if (!m->workload->target_empty && refill(m))
		return -1;
	return 0;
}

/* Operate once, timed and counted. */
static int operate(struct measurement *m, uint64_t *ns,
		   struct mnbench_counters *sum)
{
	struct activity *a = &m->layout.activity;
	uint64_t begin;
	int ret;

	if (measurement_count(m))
		return -1;
	perf_group_start(&m->perf);
	begin = clock_ns();
	ret = m->workload->operate(a);
	*ns = clock_ns() - begin;
	perf_group_stop(&m->perf);
	if (ret)
		return measurement_fail(m, "operation", ret);
	return measurement_counted(m, sum);
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	struct activity *a = &m->layout.activity;
	int ret = 0, bad = 0;

	if (prepare(m) || operate(m, ns, sum))
		return -1;
	if (m->check)
		bad = m->check->after_operation(m->check->data, m->fd,
						&m->layout, m->error);
	if (m->workload->finish)
		ret = m->workload->finish(a);
	if (ret)
		return measurement_fail(m, "finish", ret);
	return bad;
}

static int expect(struct measurement *m)
{
	struct prediction prediction = {0};
	bool empty = m->workload->target_empty &&
		     m->cell->placement == PLACEMENT_OVERLAP;

	m->workload->predict(&m->layout.activity, &prediction);
	return measurement_expect(m, empty, m->sample->ops, &prediction);
}

const struct agent_timed agent_timed_operation = {
	.run = run,
	.expect = expect,
};
