// SPDX-License-Identifier: GPL-2.0-only
/* A measurement's counters: reading them and predicting them. */
#include "agent/kernel.h"
#include "agent/measurement.h"
#include "agent/oracle.h"

int measurement_quiesce(struct measurement *m)
{
	int ret = m->cell->quiesce == QUIESCE_RCU ? kernel_quiesce() : 0;

	return ret ? measurement_fail(m, "membarrier", ret) : 0;
}

int measurement_count(struct measurement *m)
{
	int ret;

	if (measurement_quiesce(m))
		return -1;
	ret = devices_settle(&m->devices);
	if (!ret)
		ret = devices_counters(&m->devices, NULL, true);
	return ret ? measurement_fail(m, "counters", ret)
		   : measurement_wake_others(m);
}

int measurement_counted(struct measurement *m, struct mnbench_counters *sum)
{
	int ret;

	if (measurement_stop_others(m))
		return -1;
	ret = devices_counters(&m->devices, sum, false);
	return ret ? measurement_fail(m, "counters", ret) : 0;
}

static void multiply_one(uint64_t *expected, uint64_t ops)
{
	if (*expected != NOT_PREDICTED)
		*expected *= ops;
}

static void multiply(struct expectation *e, uint64_t ops)
{
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		multiply_one(&e->callbacks[i], ops);
	multiply_one(&e->spurious, ops);
	multiply_one(&e->invalidations, ops);
	multiply_one(&e->pages_invalidated, ops);
	multiply_one(&e->ignored, ops);
	multiply_one(&e->widened, ops);
	multiply_one(&e->nonblock, ops);
	multiply_one(&e->failed, ops);
	multiply_one(&e->pages_missing, ops);
}

int measurement_expect(struct measurement *m, bool empty, uint64_t operations,
		       const struct notifier_calls *prediction)
{
	struct sample *s = m->sample;
	int ret = oracle_predict(&s->expected, &s->tolerance, m->cell, m->mode,
				 &m->layout, empty, prediction);

	if (ret)
		return measurement_fail(m, "oracle", ret);
	multiply(&s->expected, operations * devices_of_cell(m->cell));
	multiply(&s->tolerance, operations * devices_of_cell(m->cell));
	return 0;
}

void measurement_expect_measured(struct measurement *m)
{
	oracle_predict_measured(&m->sample->expected, &m->sample->tolerance,
				m->cell, m->mode, m->workload);
}

int measurement_expect_reap(struct measurement *m,
			    const struct reaping *reaping)
{
	struct sample *s = m->sample;
	int ret = oracle_predict_reap(&s->expected, &s->tolerance, m->cell,
				      m->mode, &m->layout, reaping);

	if (ret)
		return measurement_fail(m, "oracle", ret);
	multiply(&s->expected, s->ops);
	multiply(&s->tolerance, s->ops);
	return 0;
}

void measurement_expect_detach(struct measurement *m, uint64_t detaches)
{
	struct sample *s = m->sample;

	oracle_predict_detach(&s->expected, &s->tolerance, m->cell, m->mode,
			      &m->layout);
	multiply(&s->expected, detaches * devices_of_cell(m->cell));
	multiply(&s->tolerance, detaches * devices_of_cell(m->cell));
}

/* What nobody predicts stays: it counts other threads, too. */
static void subtract(__u64 *counter, uint64_t more)
{
	if (more == NOT_PREDICTED)
		return;
	*counter -= *counter < more ? *counter : more;
}

static void leave_out(struct mnbench_counters *c, const struct expectation *e)
{
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		subtract(&c->callbacks[i], e->callbacks[i]);
	subtract(&c->spurious, e->spurious);
	subtract(&c->invalidations, e->invalidations);
	subtract(&c->pages_invalidated, e->pages_invalidated);
	subtract(&c->ignored, e->ignored);
	subtract(&c->widened, e->widened);
}

int measurement_leave_out(struct measurement *m, uint64_t operations,
			  const struct notifier_calls *prediction)
{
	struct expectation expected, tolerance, *t = &m->sample->tolerance;
	int ret = oracle_predict(&expected, &tolerance, m->cell, m->mode,
				 &m->layout, false, prediction);

	if (ret)
		return measurement_fail(m, "oracle", ret);
	multiply(&expected, operations * devices_of_cell(m->cell));
	multiply(&tolerance, operations * devices_of_cell(m->cell));
	leave_out(&m->sample->counters, &expected);
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		t->callbacks[i] += tolerance.callbacks[i];
	t->spurious += tolerance.spurious;
	t->invalidations += tolerance.invalidations;
	t->ignored += tolerance.ignored;
	return 0;
}

int measurement_expect_nothing(struct measurement *m)
{
	const struct notifier_calls nothing = {0};

	return measurement_expect(m, false, m->sample->ops, &nothing);
}
