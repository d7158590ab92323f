// SPDX-License-Identifier: GPL-2.0-only
/* The operation of a cell's workload, by the measured thread. */
#include "agent/operation.h"

#include "agent/clock.h"
#include "agent/nodes.h"
#include "agent/workload_step.h"

int operation_check_huge(struct measurement *m, size_t threads)
{
	if (!layout_check_huge(&m->layout, threads))
		return 0;
	return error_set(m->error,
			 "the target has not the huge pages that it needs: "
			 "see transparent_hugepage/enabled");
}

int operation_prepare(struct measurement *m)
{
	struct activity *a = &m->layout.activity;
	int bad;

	/*
	 * Map again what the last operation took from the devices, or the last
	 * prepare(), which empties such a target after they mapped it.
	 */
	if (m->workload->target_empty && measurement_refill(m))
		return -1;
	if (a->node >= 0)
		bad = nodes_step(m->workload->prepare, a, "prepare", m->error);
	else
		bad = workload_step(m->workload->prepare, a, "prepare",
				    m->error);
	if (bad)
		return -1;
	if (m->workload->target_empty)
		return 0;
	return measurement_refill(m) ? -1 : operation_check_huge(m, 1);
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

int operation_check(struct measurement *m, int ret)
{
	struct activity *a = &m->layout.activity;

	if (ret)
		return workload_failed(a, "operation", ret, m->error);
	if (m->workload->target_empty && operation_check_huge(m, 1))
		return -1;
	return workload_step(m->workload->check, a, "check", m->error);
}

int operation_finish(struct measurement *m)
{
	int bad = measurement_check(m);

	return workload_step(m->workload->finish, &m->layout.activity, "finish",
			     m->error)
		       ? -1
		       : bad;
}

bool operation_begins_empty(const struct measurement *m)
{
	return m->workload->target_empty &&
	       m->cell->placement == PLACEMENT_OVERLAP;
}
