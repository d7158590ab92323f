// SPDX-License-Identifier: GPL-2.0-only
/* The operation of a cell's workload, by the measured thread. */
#include "agent/operation.h"

#include "agent/clock.h"

int operation_prepare(struct measurement *m)
{
	struct activity *a = &m->layout.activity;
	int ret = 0;

	/*
	 * Map again what the last operation took from the devices, or the last
	 * prepare(), which empties such a target after they mapped it.
	 */
	if (m->workload->target_empty && measurement_refill(m))
		return -1;
	if (m->workload->prepare)
		ret = m->workload->prepare(a);
	if (ret)
		return measurement_fail(m, "prepare", ret);
	if (!m->workload->target_empty && measurement_refill(m))
		return -1;
	return 0;
}

int operation_perform(struct measurement *m, uint64_t *ns)
{
	struct activity *a = &m->layout.activity;
	uint64_t begin;
	int ret;

	begin = clock_ns();
	ret = m->workload->operate(a);
	*ns = clock_ns() - begin;
	return ret;
}

int operation_finish(struct measurement *m)
{
	int bad = measurement_check(m), ret = 0;

	if (m->workload->finish)
		ret = m->workload->finish(&m->layout.activity);
	if (ret)
		return measurement_fail(m, "finish", ret);
	return bad;
}

bool operation_begins_empty(const struct measurement *m)
{
	return m->workload->target_empty &&
	       m->cell->placement == PLACEMENT_OVERLAP;
}
