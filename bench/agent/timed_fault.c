// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = fault: the device maps the first pages of the region, which
 * the CPU has and the device does not. Other device pages keep the interval of
 * the chunk or buffer. With threads = 1 another thread repeats the cell's
 * workload at the same time.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "agent/churn.h"
#include "agent/client.h"
#include "agent/clock.h"
#include "agent/measurement.h"

static size_t fault_bytes(const struct measurement *m)
{
	return m->cell->pages * PAGE_BYTES;
}

static int begin(struct measurement *m)
{
	struct activity *a = &m->layout.activity;
	struct sample *s = m->sample;
	size_t size = (m->cell->warmup + m->cell->ops) * sizeof(*s->again_ns);

	s->again_ns = malloc(size);
	if (!s->again_ns)
		return measurement_fail(m, "latencies", -ENOMEM);
	/* Write it now, so that the timed part does not fault on it. */
	memset(s->again_ns, 0xff, size);
	if (m->cell->threads == 0)
		return 0;
	m->private = churn_new(m->workload, (struct activity *[]){a}, 1,
			       measurement_takes_turns(m));
	return m->private ? 0 : measurement_fail(m, "another thread", -errno);
}

static void end(struct measurement *m)
{
	churn_free(m->private);
}

/* The device loses the pages; the CPU has new ones in their place. */
static int take_away(struct measurement *m)
{
	uintptr_t start = m->layout.region;

	if (madvise((void *)start, fault_bytes(m), MADV_DONTNEED))
		return measurement_fail(m, "take away", -errno);
	layout_renew(&m->layout, start, fault_bytes(m));
	return 0;
}

static int map(struct measurement *m, uint64_t *ns)
{
	uint64_t begin = clock_ns();
	int ret;

	ret = device_map(m->devices.fd[0], m->layout.region, fault_bytes(m), 0);
	*ns = clock_ns() - begin;
	return ret;
}

/*
 * The first operation of the workload differs from the others: do not count it.
 */
static int prepare_churn(struct measurement *m)
{
	int ret = m->private ? churn_prepare(m->private) : 0;

	return ret ? measurement_fail(m, m->cell->workload, ret) : 0;
}

static int start_churn(struct measurement *m)
{
	return m->private ? churn_start(m->private) : 0;
}

static int stop_churn(struct measurement *m)
{
	uint64_t operations = 0;
	int ret = m->private ? churn_stop(m->private, &operations) : 0;

	m->sample->churned += operations;
	return ret;
}

static int fault(struct measurement *m, uint64_t *ns,
		 struct mnbench_counters *sum, bool *mapped)
{
	int ret, churn_ret;

	if (measurement_count(m))
		return -1;
	churn_ret = start_churn(m);
	if (churn_ret)
		return measurement_fail(m, m->cell->workload, churn_ret);
	perf_group_start(&m->perf);
	ret = map(m, ns);
	perf_group_stop(&m->perf);
	churn_ret = stop_churn(m);
	if (churn_ret)
		return measurement_fail(m, m->cell->workload, churn_ret);
	/* A fault that gave up at the bound on retries is a result too. */
	if (ret && ret != -EBUSY)
		return measurement_fail(m, "fault", ret);
	*mapped = ret == 0;
	return measurement_counted(m, sum);
}

/* Time the same call when nothing is left to map. */
static int map_again(struct measurement *m)
{
	struct sample *s = m->sample;
	int ret;

	if (measurement_count(m))
		return -1;
	ret = map(m, &s->again_ns[s->again]);
	if (ret)
		return measurement_fail(m, "map again", ret);
	s->again++;
	return 0;
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	bool mapped = false;

	if (prepare_churn(m) || take_away(m) || fault(m, ns, sum, &mapped))
		return -1;
	if (mapped && map_again(m))
		return -1;
	return measurement_check(m);
}

/*
 * The workload ran as many operations as its thread counted, each with what
 * comes before and after it.
 */
static int expect_churn(struct measurement *m)
{
	struct notifier_calls prediction = {0};
	int ret;

	if (!m->workload)
		return 0;
	m->workload->predict(&m->layout.activity, &prediction);
	if (m->workload->predict_rest)
		m->workload->predict_rest(&m->layout.activity, &prediction);
	ret = measurement_expect(m, false, m->sample->churned, &prediction);
	notifier_calls_free(&prediction);
	if (ret)
		return -1;
	m->sample->expected.collisions = NOT_PREDICTED;
	return 0;
}

static int expect(struct measurement *m)
{
	struct expectation *e = &m->sample->expected;

	if (expect_churn(m))
		return -1;
	/* A fault that gave up was not repeated. */
	e->gave_up = m->sample->ops - m->sample->again;
	e->faults = m->sample->again;
	e->pages_faulted = m->sample->again * m->cell->pages;
	return 0;
}

const struct agent_timed agent_timed_fault = {
	.begin = begin,
	.end = end,
	.run = run,
	.expect = expect,
};
