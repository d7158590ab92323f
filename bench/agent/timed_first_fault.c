// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = first-fault: the device maps a page in a chunk where it
 * holds none, far from its other pages. In modes with chunks this inserts an
 * interval.
 */
#include <errno.h>
#include <sys/mman.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "agent/measurement.h"

/* The device loses the page; the CPU has a new one in its place. */
static int take_back(struct measurement *m, uintptr_t page)
{
	if (madvise((void *)page, PAGE_BYTES, MADV_DONTNEED))
		return measurement_fail(m, "MADV_DONTNEED", -errno);
	touch_pages(page, PAGE_BYTES);
	return 0;
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	uintptr_t page = m->layout.activity.target;
	uint64_t begin;
	int ret;

	ret = device_register(m->devices.fd[0], page, PAGE_BYTES);
	if (ret)
		return measurement_fail(m, "register", ret);
	if (measurement_count(m))
		return -1;
	perf_group_start(&m->perf);
	begin = clock_ns();
	ret = device_map(m->devices.fd[0], page, PAGE_BYTES, 0);
	*ns = clock_ns() - begin;
	perf_group_stop(&m->perf);
	if (ret)
		return measurement_fail(m, "fault", ret);
	if (measurement_counted(m, sum) || take_back(m, page))
		return -1;
	ret = device_unregister(m->devices.fd[0], page, PAGE_BYTES);
	return ret ? measurement_fail(m, "unregister", ret) : 0;
}

static int expect(struct measurement *m)
{
	if (measurement_expect_nothing(m))
		return -1;
	m->sample->expected.faults = m->sample->ops;
	m->sample->expected.pages_faulted = m->sample->ops;
	return 0;
}

const struct agent_timed agent_timed_first_fault = {
	.run = run,
	.expect = expect,
};
