// SPDX-License-Identifier: GPL-2.0-only
/* A measurement's counters: reading them and predicting them. */
#include "agent/client.h"
#include "agent/kernel.h"
#include "agent/measurement.h"
#include "agent/oracle.h"

static void add(struct mnbench_counters *sum, const struct mnbench_counters *c)
{
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		sum->callbacks[i] += c->callbacks[i];
	sum->spurious += c->spurious;
	sum->late += c->late;
	sum->nonblock += c->nonblock;
	sum->invalidations += c->invalidations;
	sum->pages_invalidated += c->pages_invalidated;
	sum->faults += c->faults;
	sum->pages_faulted += c->pages_faulted;
	sum->collisions += c->collisions;
	sum->gave_up += c->gave_up;
	sum->chunks_inserted += c->chunks_inserted;
	sum->chunks_removed += c->chunks_removed;
	sum->splits += c->splits;
	sum->merges += c->merges;
	sum->ignored += c->ignored;
	sum->failed += c->failed;
	sum->contended += c->contended;
	sum->widened += c->widened;
	sum->waited_ns += c->waited_ns;
	sum->stopped_ns += c->stopped_ns;
	for (size_t i = 0; i < MNBENCH_YOUNG_COUNT; i++)
		sum->young[i] += c->young[i];
	sum->secondary += c->secondary;
	sum->secondary_all += c->secondary_all;
}

int measurement_quiesce(struct measurement *m)
{
	int ret = m->cell->quiesce == QUIESCE_RCU ? kernel_quiesce() : 0;

	return ret ? measurement_fail(m, "membarrier", ret) : 0;
}

int measurement_count(struct measurement *m)
{
	struct mnbench_counters unused;
	int ret;

	if (measurement_quiesce(m))
		return -1;
	if (m->fd < 0)
		return 0;
	ret = device_settle(m->fd);
	if (!ret)
		ret = device_counters(m->fd, &unused, true);
	return ret ? measurement_fail(m, "counters", ret) : 0;
}

int measurement_counted(struct measurement *m, struct mnbench_counters *sum)
{
	struct mnbench_counters counters;
	int ret;

	if (m->fd < 0)
		return 0;
	ret = device_counters(m->fd, &counters, false);
	if (ret)
		return measurement_fail(m, "counters", ret);
	add(sum, &counters);
	return 0;
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
}

int measurement_expect(struct measurement *m, bool empty, uint64_t operations,
		       const struct prediction *prediction)
{
	struct sample *s = m->sample;
	int ret = oracle_predict(&s->expected, &s->tolerance, m->cell, m->mode,
				 &m->layout, empty, prediction);

	if (ret)
		return measurement_fail(m, "oracle", ret);
	multiply(&s->expected, operations);
	multiply(&s->tolerance, operations);
	return 0;
}

void measurement_expect_detach(struct measurement *m, uint64_t detaches)
{
	struct sample *s = m->sample;

	oracle_predict_detach(&s->expected, &s->tolerance, m->cell, m->mode,
			      &m->layout);
	multiply(&s->expected, detaches);
	multiply(&s->tolerance, detaches);
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
			  const struct prediction *prediction)
{
	struct expectation expected, tolerance, *t = &m->sample->tolerance;
	int ret = oracle_predict(&expected, &tolerance, m->cell, m->mode,
				 &m->layout, false, prediction);

	if (ret)
		return measurement_fail(m, "oracle", ret);
	multiply(&expected, operations);
	multiply(&tolerance, operations);
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
	const struct prediction nothing = {0};

	return measurement_expect(m, false, m->sample->ops, &nothing);
}
