// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = operation: the workload, while the device is attached. With
 * several threads the others repeat it meanwhile; in an exact venue each thread
 * operates once, and that is what is timed.
 */
#include <errno.h>

#include "agent/measurement.h"
#include "agent/operation.h"
#include "agent/peers.h"

static int begin(struct measurement *m)
{
	if (m->cell->threads == 1)
		return 0;
	m->private = peers_new(m);
	return m->private ? 0 : measurement_fail(m, "other threads", -errno);
}

static void end(struct measurement *m)
{
	peers_free(m->private);
}

static int operate(struct measurement *m, uint64_t *ns)
{
	int ret;

	perf_group_start(&m->perf);
	ret = operation_perform(m, ns);
	perf_group_stop(&m->perf);
	return ret;
}

/* Operate once while all peers do. */
static int operate_with_peers(struct measurement *m, uint64_t *ns)
{
	uint64_t operations = 0;
	int ret = peers_start(m->private), stopped;

	if (ret)
		return ret;
	ret = operate(m, ns);
	stopped = peers_stop(m->private, &operations);
	m->sample->churned += operations;
	return ret ? ret : stopped;
}

/* Let each thread operate once. */
static int operate_in_round(struct measurement *m, uint64_t *ns)
{
	m->sample->churned += m->cell->threads - 1;
	if (peers_operate(m->private, &m->layout.activity, ns) ||
	    operation_check(m, 0))
		return -1;
	if (m->workload->target_empty &&
	    operation_check_huge(m, m->cell->threads))
		return -1;
	return peers_step(m->private, m->workload->check,
			  "check of another thread");
}

static int operate_once(struct measurement *m, uint64_t *ns)
{
	int ret;

	if (peers_make_rounds(m->private))
		return operate_in_round(m, ns);
	ret = m->private ? operate_with_peers(m, ns) : operate(m, ns);
	return operation_check(m, ret);
}

/* Operate once, timed and counted. */
static int count_operation(struct measurement *m, uint64_t *ns,
			   struct mnbench_counters *sum)
{
	if (measurement_count(m) || operate_once(m, ns))
		return -1;
	return measurement_counted(m, sum);
}

/* The steps before and behind a round, of all other threads. */
static int prepare_peers(struct measurement *m)
{
	if (!peers_make_rounds(m->private))
		return 0;
	if (peers_step(m->private, m->workload->prepare,
		       "prepare of another thread"))
		return -1;
	return m->workload->target_empty
		       ? 0
		       : operation_check_huge(m, m->cell->threads);
}

static int finish_peers(struct measurement *m)
{
	if (!peers_make_rounds(m->private))
		return 0;
	return peers_step(m->private, m->workload->finish,
			  "finish of another thread");
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	int ret = m->private ? peers_prepare(m->private) : 0;

	if (ret)
		return measurement_fail(m, "other threads", ret);
	if (operation_prepare(m) || prepare_peers(m) ||
	    count_operation(m, ns, sum) || operation_finish(m))
		return -1;
	return finish_peers(m);
}

/* The counters shall be those of the timed operations. */
static int leave_out_peers(struct measurement *m,
			   struct notifier_calls *prediction)
{
	if (m->workload->predict_rest)
		m->workload->predict_rest(&m->layout.activity, prediction);
	return measurement_leave_out(m, m->sample->churned, prediction);
}

static int expect(struct measurement *m)
{
	struct notifier_calls prediction = {0};
	bool empty = operation_begins_empty(m);
	bool rounds = peers_make_rounds(m->private);
	int ret;

	if (m->workload->measured) {
		measurement_expect_measured(m);
		return 0;
	}
	m->workload->predict(&m->layout.activity, &prediction);
	if (rounds)
		peers_predict(m->private, &prediction);
	ret = measurement_expect(m, empty, m->sample->ops, &prediction);
	if (!ret && m->private && !rounds)
		ret = leave_out_peers(m, &prediction);
	notifier_calls_free(&prediction);
	return ret;
}

const struct agent_timed agent_timed_operation = {
	.begin = begin,
	.end = end,
	.run = run,
	.expect = expect,
};
