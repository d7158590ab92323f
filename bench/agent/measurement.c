// SPDX-License-Identifier: GPL-2.0-only
/* A measurement from its fresh process to the counters of its operations. */
#include "agent/measurement.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "agent/agent_mode.h"
#include "agent/allocator.h"
#include "agent/client.h"
#include "agent/clock.h"
#include "agent/kernel.h"
#include "common/modes.h"

int measurement_fail(struct measurement *m, const char *what, int err)
{
	error_set(m->error, "%s: %s", what, strerror(-err));
	return -1;
}

/* Of the guest's clock; some ten seconds on a host with nothing else to do. */
#define LIFE_NS 1000000000

static bool has_device(const struct measurement *m)
{
	return mode_has_callback(m->mode);
}

/*
 * MAP commands for the runs that meet [start, start + size): one for each, or
 * where a run is a page, as there can be many, one for so many.
 */
#define RUNS_PER_COMMAND 65536

static struct mnbench_command *map_commands(const struct layout *layout,
					    uintptr_t start, size_t size,
					    size_t *count)
{
	size_t each = layout->run == PAGE_BYTES ? RUNS_PER_COMMAND : 1;
	struct mnbench_command *commands;
	size_t first, end;

	layout_runs(layout, start, size, &first, &end);
	*count = (end - first + each - 1) / each;
	commands = calloc(*count + 1, sizeof(*commands));
	for (size_t i = 0; commands && i < *count; i++, first += each) {
		size_t runs = end - first < each ? end - first : each;

		commands[i].op = MNBENCH_OP_MAP;
		commands[i].addr = layout_run(layout, first);
		commands[i].length = layout->run + (runs - 1) * layout->stride;
		commands[i].stride = each > 1 ? layout->stride : 0;
	}
	return commands;
}

/* A sign of life for who watches the console, in samples that take long. */
static void show_life(struct measurement *m)
{
	uint64_t now = clock_ns();

	if (now - m->life_ns < LIFE_NS)
		return;
	m->life_ns = now;
	fprintf(stderr, "agent: %s %s goes on\n", m->cell->workload,
		m->cell->mode);
	tcdrain(STDERR_FILENO);
}

int measurement_fill(struct measurement *m)
{
	size_t each = m->layout.run == PAGE_BYTES ? 1 : MNBENCH_COMMANDS_MAX;
	int ret = 0;

	for (size_t i = 0; !ret && i < m->fills; i += each) {
		size_t left = m->fills - i;

		ret = device_submit(m->fd, m->fill + i,
				    left < each ? left : each);
		show_life(m);
	}
	return ret ? measurement_fail(m, "fill", ret) : 0;
}

/* A driver of the kernel, beside which our device is in mode none. */
static int attach_driver(struct measurement *m, uint64_t *ns)
{
	uint64_t begin = clock_ns();

	m->subscription = m->driver->attach(m->error);
	*ns = clock_ns() - begin;
	return m->subscription < 0 ? -1 : 0;
}

static int attach_device(struct measurement *m, uint64_t *ns)
{
	uint64_t begin;
	int ret;

	begin = clock_ns();
	ret = m->fd < 0 ? 0 : device_attach(m->fd, m->cell);
	*ns = clock_ns() - begin;
	return ret ? measurement_fail(m, "attach", ret) : 0;
}

int measurement_attach(struct measurement *m, uint64_t *ns)
{
	int ret = m->driver ? attach_driver(m, ns) : attach_device(m, ns);

	m->attached = !ret;
	return ret;
}

static int attach(struct measurement *m)
{
	uint64_t unused;

	m->fd = device_open();
	if (m->fd == -ENOENT &&
	    (m->driver || strcmp(m->cell->mode, "none") == 0))
		m->fd = -1;
	else if (m->fd < 0)
		return measurement_fail(m, MNBENCH_DEVICE_PATH, m->fd);
	if (m->driver && attach_device(m, &unused))
		return -1;
	return measurement_attach(m, &m->sample->attach_ns);
}

/* The first buffer: its run cannot be mapped without it. */
static int register_first(struct measurement *m)
{
	uint64_t begin = clock_ns();
	int ret = device_register(m->fd, layout_run(&m->layout, 0),
				  m->layout.run);

	if (!m->sample->first_map_ns)
		m->sample->first_map_ns = clock_ns() - begin;
	return ret;
}

/* One buffer for each run. */
int measurement_register(struct measurement *m)
{
	struct mnbench_command commands[64];
	size_t count = 0;
	int ret = 0;

	if (m->mode->coverage != MODE_COVERS_BUFFERS)
		return 0;
	ret = register_first(m);
	for (size_t i = 1; !ret && i < m->layout.runs; i++) {
		commands[count++] = (struct mnbench_command){
			.op = MNBENCH_OP_REGISTER,
			.addr = layout_run(&m->layout, i),
			.length = m->layout.run,
		};
		if (count < sizeof(commands) / sizeof(commands[0]) &&
		    i + 1 < m->layout.runs)
			continue;
		ret = device_submit(m->fd, commands, count);
		count = 0;
	}
	return ret ? measurement_fail(m, "register buffers", ret) : 0;
}

/*
 * The first run, or page, by itself: where a scheme registers with the first fault
 * this is the process's first registration of all.
 */
static int map_first(struct measurement *m)
{
	struct mnbench_command first = m->fill[0];
	uint64_t begin;
	int ret;

	if (first.stride) {
		first.length = PAGE_BYTES;
		first.stride = 0;
	}
	begin = clock_ns();
	ret = device_submit(m->fd, &first, 1);
	m->sample->first_map_ns += clock_ns() - begin;
	return ret;
}

static int fill(struct measurement *m)
{
	uint64_t begin = clock_ns();
	int ret = 0;

	if (m->fd < 0)
		return 0;
	if (m->fills)
		ret = map_first(m);
	if (ret)
		return measurement_fail(m, "fill", ret);
	if (measurement_fill(m))
		return -1;
	m->sample->fill_ns = clock_ns() - begin;
	ret = device_counters(m->fd, &m->sample->filled, false);
	return ret ? measurement_fail(m, "counters", ret) : 0;
}

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

static void multiply(struct expectation *e, uint64_t ops)
{
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		e->callbacks[i] *= ops;
	e->spurious *= ops;
	e->invalidations *= ops;
	e->pages_invalidated *= ops;
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

int measurement_expect_nothing(struct measurement *m)
{
	const struct prediction nothing = {0};

	return measurement_expect(m, false, m->sample->ops, &nothing);
}

static int run_one(struct measurement *m, uint64_t *ns,
		   struct mnbench_counters *sum)
{
	int ret = m->timed->run(m, ns, sum);

	show_life(m);
	return ret;
}

/* Operations may take very long that are usually short: there is one at least. */
static bool is_over(const struct measurement *m, uint64_t total_ns)
{
	return m->cell->limit_ns && total_ns >= m->cell->limit_ns;
}

static int run_operations(struct measurement *m)
{
	struct sample *s = m->sample;
	struct mnbench_counters unused = {0};
	uint64_t ns, total = 0;

	for (size_t i = 0; i < m->cell->warmup && !is_over(m, total); i++) {
		if (run_one(m, &ns, &unused))
			return -1;
		total += ns;
	}
	memset(&s->counters, 0, sizeof(s->counters));
	s->again = s->churned = 0;
	total = 0;
	for (; s->ops < m->cell->ops && !is_over(m, total); s->ops++) {
		if (run_one(m, &s->ns[s->ops], &s->counters))
			return -1;
		total += s->ns[s->ops];
	}
	return 0;
}

/* All memory is had before the layout keeps it from forks. */
static int prepare_memory(struct measurement *m, uint64_t variant)
{
	const struct activity *a = &m->layout.activity;
	int ret = layout_plan(&m->layout, m->cell, m->workload, variant);

	if (ret)
		return measurement_fail(m, "device region and area", ret);
	if (m->timed->begin && m->timed->begin(m))
		return -1;
	m->sample->ns = calloc(m->cell->ops + 1, sizeof(*m->sample->ns));
	m->fill = map_commands(&m->layout, m->layout.region,
			       m->layout.region_size, &m->fills);
	m->refill =
		map_commands(&m->layout, a->area, a->area_size, &m->refills);
	if (!m->sample->ns || !m->fill || !m->refill)
		return measurement_fail(m, "latencies", -ENOMEM);
	/* Written now, so that the timed part takes no fault of its own. */
	memset(m->sample->ns, 0xff, m->cell->ops * sizeof(*m->sample->ns));
	if (!has_device(m))
		m->fills = m->refills = 0;
	return 0;
}

int measurement_start(struct measurement *m)
{
	int ret = layout_map(&m->layout);

	show_life(m);
	if (ret)
		return measurement_fail(m, "device region and area", ret);
	return attach(m) || measurement_register(m) || fill(m) ? -1 : 0;
}

/*
 * Before the device is there, whose notifiers it would call. Where layouts vary, so may
 * this.
 */
static int start(struct measurement *m, uint64_t variant)
{
	int ret = variant ? 0 : allocator_free_slabs();

	return ret ? measurement_fail(m, "slabs", ret) : measurement_start(m);
}

int measurement_detach(struct measurement *m)
{
	uint64_t begin;
	int ret = 0;

	if (!m->attached)
		return 0;
	begin = clock_ns();
	if (m->driver)
		close(m->subscription);
	else if (m->fd >= 0)
		ret = device_detach(m->fd);
	m->sample->detach_ns = clock_ns() - begin;
	m->attached = false;
	return ret ? measurement_fail(m, "detach", ret) : 0;
}

int sample_measure(struct sample *sample, const struct cell *cell,
		   uint64_t variant, const struct sample_check *check,
		   struct error *error)
{
	struct measurement m = {
		.sample = sample,
		.cell = cell,
		.mode = mode_find(cell->mode),
		.driver = agent_mode_find(mode_find(cell->mode)),
		.workload = workload_find(cell->workload),
		.timed = agent_timed_find(cell->timed),
		.check = check,
		.life_ns = clock_ns(),
		.fd = -1,
		.error = error,
	};
	int ret = -1;

	memset(sample, 0, sizeof(*sample));
	sample->cell = cell;
	if (prepare_memory(&m, variant))
		goto out;
	if (!m.timed->in_processes && start(&m, variant))
		goto out;
	if (run_operations(&m) || m.timed->expect(&m) || measurement_detach(&m))
		goto out;
	ret = 0;
out:
	if (m.fd >= 0)
		close(m.fd);
	if (m.timed->end)
		m.timed->end(&m);
	free(m.fill);
	free(m.refill);
	return ret;
}
