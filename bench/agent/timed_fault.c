// SPDX-License-Identifier: GPL-2.0-only
/*
 * timed=fault: the device maps pages that the CPU holds and it does not, the
 * first of the region. Other device pages keep their chunk or buffer alive.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "client.h"
#include "clock.h"
#include "measurement.h"

static size_t fault_bytes(const struct measurement *m)
{
	return m->cell->pages * PAGE_BYTES;
}

static int begin(struct measurement *m)
{
	struct sample *s = m->sample;
	size_t size = (m->cell->warmup + m->cell->ops) * sizeof(*s->again_ns);

	s->again_ns = malloc(size);
	if (!s->again_ns)
		return measurement_fail(m, "latencies", -ENOMEM);
	/* Written now, as all that the timed part writes. */
	memset(s->again_ns, 0xff, size);
	return 0;
}

/* The device loses the pages, and the CPU has others in their place. */
static int take_away(struct measurement *m)
{
	uintptr_t start = m->layout.region;

	if (madvise((void *)start, fault_bytes(m), MADV_DONTNEED))
		return measurement_fail(m, "take away", -errno);
	if (m->layout.zero)
		read_pages(start, fault_bytes(m));
	else
		touch_pages(start, fault_bytes(m));
	return 0;
}

static int map(struct measurement *m, uint64_t *ns)
{
	uint64_t begin = clock_ns();
	int ret;

	ret = device_map(m->fd, m->layout.region, fault_bytes(m), 0);
	*ns = clock_ns() - begin;
	return ret;
}

static int fault(struct measurement *m, uint64_t *ns,
		 struct mnbench_counters *sum, bool *mapped)
{
	int ret;

	if (measurement_count(m))
		return -1;
	ret = map(m, ns);
	/* That it gave up is a result. */
	if (ret && ret != -EBUSY)
		return measurement_fail(m, "fault", ret);
	*mapped = ret == 0;
	return measurement_counted(m, sum);
}

/* What the call takes that has nothing to map. */
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

	if (take_away(m) || fault(m, ns, sum, &mapped))
		return -1;
	if (mapped && map_again(m))
		return -1;
	if (!m->check)
		return 0;
	return m->check->after_operation(m->check->data, m->fd, &m->layout,
					 m->error, m->error_size);
}

static int expect(struct measurement *m)
{
	struct expectation *e = &m->sample->expected;

	/* An operation that gave up was not made again. */
	e->gave_up = m->sample->ops - m->sample->again;
	e->faults = m->sample->again;
	e->pages_faulted = m->sample->again * m->cell->pages;
	return 0;
}

const struct timed_kind timed_fault = {
	.begin = begin,
	.run = run,
	.expect = expect,
};
