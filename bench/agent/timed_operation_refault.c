// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = operation+refault: the workload, and then the faults by
 * which the devices get back what they have lost of the area.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/clock.h"
#include "agent/measurement.h"
#include "agent/operation.h"

/* Write it now, so that the timed part does not fault on it. */
static uint64_t *new_times(size_t count)
{
	uint64_t *times = malloc(count * sizeof(*times));

	if (times)
		memset(times, 0xff, count * sizeof(*times));
	return times;
}

static int begin(struct measurement *m)
{
	size_t count = m->cell->warmup + m->cell->ops;

	m->sample->operation_ns = new_times(count);
	m->sample->refault_ns = new_times(count);
	if (m->sample->operation_ns && m->sample->refault_ns)
		return 0;
	return measurement_fail(m, "latencies", -ENOMEM);
}

/* Nothing is timed where the devices have no page of the area. */
static int refault(struct measurement *m, uint64_t *ns)
{
	uint64_t begin = clock_ns();
	int ret;

	*ns = 0;
	if (!measurement_refills(m))
		return 0;
	ret = measurement_refault(m);
	*ns = clock_ns() - begin;
	return ret;
}

static int operate_and_refault(struct measurement *m, uint64_t *ns)
{
	struct sample *s = m->sample;
	uint64_t operation_ns, refault_ns = 0;
	int ret, bad;

	perf_group_start(&m->perf);
	ret = operation_perform(m, &operation_ns);
	bad = ret ? 0 : refault(m, &refault_ns);
	perf_group_stop(&m->perf);
	/* Pages that the devices use again hide what the operation did. */
	if (bad ||
	    ((ret || !measurement_refills(m)) && operation_check(m, ret)))
		return -1;
	s->operation_ns[s->parts] = operation_ns;
	s->refault_ns[s->parts++] = refault_ns;
	*ns = operation_ns + refault_ns;
	return 0;
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	if (operation_prepare(m) || measurement_count(m) ||
	    operate_and_refault(m, ns) || measurement_counted(m, sum))
		return -1;
	return operation_finish(m);
}

/* The pages that the devices do not hold after the operation come back. */
static int expect(struct measurement *m)
{
	struct expectation *e = &m->sample->expected;
	struct notifier_calls prediction = {0};
	int ret;

	m->workload->predict(&m->layout.activity, &prediction);
	ret = measurement_expect(m, operation_begins_empty(m), m->sample->ops,
				 &prediction);
	notifier_calls_free(&prediction);
	if (ret)
		return -1;
	/* Without a prediction of what went, there is none of what returns. */
	e->pages_faulted = e->pages_invalidated == NOT_PREDICTED
				   ? NOT_PREDICTED
				   : e->pages_missing;
	/* A fault maps what is missing up to the end of a table or chunk. */
	e->faults = NOT_PREDICTED;
	return 0;
}

const struct agent_timed agent_timed_operation_refault = {
	.begin = begin,
	.run = run,
	.expect = expect,
};
