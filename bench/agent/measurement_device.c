// SPDX-License-Identifier: GPL-2.0-only
/* A measurement's device: attaching, mapping the region, and detaching. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "agent/measurement.h"

/*
 * A driver of the kernel subscribes; our own device is attached in mode none.
 */
static int attach_driver(struct measurement *m, uint64_t *ns)
{
	uint64_t begin = clock_ns();
	int ret = m->driver->attach(&m->subscription, &m->layout, m->error);

	*ns = clock_ns() - begin;
	return ret;
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

int measurement_open(struct measurement *m)
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

int measurement_detach(struct measurement *m)
{
	uint64_t begin;
	int ret = 0;

	if (!m->attached)
		return 0;
	begin = clock_ns();
	if (m->driver)
		subscription_close(&m->subscription);
	else if (m->fd >= 0)
		ret = device_detach(m->fd);
	m->sample->detach_ns = clock_ns() - begin;
	m->attached = false;
	return ret ? measurement_fail(m, "detach", ret) : 0;
}

/* The buffer of the first run, which cannot be mapped before. */
static int register_first(struct measurement *m)
{
	uint64_t begin = clock_ns();
	int ret = device_register(m->fd, layout_run(&m->layout, 0),
				  m->layout.run);

	if (!m->sample->first_map_ns)
		m->sample->first_map_ns = clock_ns() - begin;
	return ret;
}

/* Whether the driver knows the region as buffers, or as slots. */
static bool has_buffers(const struct measurement *m)
{
	return m->mode->coverage == MODE_COVERS_BUFFERS ||
	       m->cell->filter == MNBENCH_FILTER_SLOTS;
}

/* Register one buffer for each run. */
int measurement_register(struct measurement *m)
{
	struct mnbench_command commands[64];
	size_t count = 0;
	int ret = 0;

	if (!has_buffers(m))
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

/* Let a driver map the runs in an area. */
static int fill_driver(struct measurement *m, uintptr_t start, size_t size)
{
	size_t first, end;

	if (!m->driver->fill)
		return 0;
	layout_runs(&m->layout, start, size, &first, &end);
	return m->driver->fill(&m->subscription, &m->layout, first, end,
			       m->error);
}

int measurement_fill(struct measurement *m)
{
	size_t each = m->layout.run == PAGE_BYTES ? 1 : MNBENCH_COMMANDS_MAX;
	int ret = 0;

	if (m->driver)
		return fill_driver(m, m->layout.region, m->layout.region_size);
	for (size_t i = 0; !ret && i < m->fills; i += each) {
		size_t left = m->fills - i;

		ret = device_submit(m->fd, m->fill + i,
				    left < each ? left : each);
		measurement_show_life(m);
	}
	return ret ? measurement_fail(m, "fill", ret) : 0;
}

int measurement_refill(struct measurement *m)
{
	const struct activity *a = &m->layout.activity;
	int ret = 0;

	if (m->driver)
		return fill_driver(m, a->area, a->area_size);
	if (m->refills)
		ret = device_submit(m->fd, m->refill, m->refills);
	return ret ? measurement_fail(m, "map again", ret) : 0;
}

/*
 * Map the first run, or its first page, and time that: in modes that insert
 * intervals in a fault, this is the first registration of the process.
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

int measurement_first_fill(struct measurement *m)
{
	uint64_t begin = clock_ns();
	int ret = 0;

	if (m->fd >= 0 && m->fills)
		ret = map_first(m);
	if (ret)
		return measurement_fail(m, "fill", ret);
	if (measurement_fill(m))
		return -1;
	if (m->fd < 0)
		return 0;
	m->sample->fill_ns = clock_ns() - begin;
	ret = device_counters(m->fd, &m->sample->filled, false);
	return ret ? measurement_fail(m, "counters", ret) : 0;
}
