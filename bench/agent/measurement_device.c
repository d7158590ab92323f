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

static int attach_devices(struct measurement *m, uint64_t *ns)
{
	int ret = devices_attach(&m->devices, m->cell, ns);

	return ret ? measurement_fail(m, "attach", ret) : 0;
}

int measurement_attach(struct measurement *m, uint64_t *ns)
{
	int ret = m->driver ? attach_driver(m, ns) : attach_devices(m, ns);

	m->attached = !ret;
	return ret;
}

int measurement_open(struct measurement *m)
{
	int ret = devices_open(&m->devices, devices_of_cell(m->cell));
	uint64_t unused;

	if (ret && (ret != -ENOENT ||
		    !(m->driver || strcmp(m->cell->mode, "none") == 0)))
		return measurement_fail(m, MNBENCH_DEVICE_PATH, ret);
	if (m->driver && attach_devices(m, &unused))
		return -1;
	return measurement_attach(m, &m->sample->attach_ns);
}

/* Returns the time of the call in ns. */
static uint64_t close_subscription(struct measurement *m)
{
	uint64_t begin = clock_ns();

	subscription_close(&m->subscription);
	return clock_ns() - begin;
}

int measurement_detach(struct measurement *m)
{
	int ret = 0;

	if (!m->attached)
		return 0;
	if (m->driver)
		m->sample->detach_ns = close_subscription(m);
	else
		ret = devices_detach(&m->devices, &m->sample->detach_ns);
	m->attached = false;
	return ret ? measurement_fail(m, "detach", ret) : 0;
}

static int map_driver(struct measurement *m, size_t first, size_t end,
		      bool writes)
{
	if (!m->driver->fill)
		return 0;
	return m->driver->fill(&m->subscription, &m->layout, first, end, writes,
			       m->error);
}

/* Let a driver map the runs [first, end). */
static int fill_driver(struct measurement *m, size_t first, size_t end)
{
	return map_driver(m, first, end, !m->layout.reads);
}

int measurement_fill(struct measurement *m)
{
	size_t each = m->layout.run == PAGE_BYTES ? 1 : MNBENCH_COMMANDS_MAX;
	int ret = 0;

	if (m->driver)
		return fill_driver(m, 0, m->layout.runs);
	for (size_t i = 0; !ret && i < m->fills; i += each) {
		size_t left = m->fills - i;

		ret = devices_submit(&m->devices, m->fill + i,
				     left < each ? left : each);
		measurement_show_life(m);
	}
	return ret ? measurement_fail(m, "fill", ret) : 0;
}

int measurement_refill(struct measurement *m)
{
	int ret = 0;

	if (m->driver)
		return fill_driver(m, m->lost_first, m->lost_end);
	if (m->refills)
		ret = devices_submit(&m->devices, m->refill, m->refills);
	return ret ? measurement_fail(m, "map again", ret) : 0;
}

int measurement_fill_run(struct measurement *m)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_MAP,
		.addr = layout_run(&m->layout, 0),
		.length = m->layout.run,
	};
	int ret = 0;

	if (m->driver)
		return fill_driver(m, 0, 1);
	if (mode_has_callback(m->mode))
		ret = devices_submit(&m->devices, &command, 1);
	return ret ? measurement_fail(m, "map again", ret) : 0;
}

/* For reading, as our devices do: the operation may have forbidden writes. */
int measurement_refault(struct measurement *m)
{
	if (m->driver)
		return map_driver(m, m->lost_first, m->lost_end, false);
	return measurement_refill(m);
}

bool measurement_refills(const struct measurement *m)
{
	if (m->driver)
		return m->driver->fill && m->lost_first < m->lost_end;
	return m->refills;
}

/*
 * Map the first run, or its first page, on one device, and time that: in modes
 * that insert intervals in a fault, this is the first registration of the
 * process.
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
	ret = device_submit(m->devices.fd[0], &first, 1);
	m->sample->first_map_ns += clock_ns() - begin;
	return ret;
}

int measurement_first_fill(struct measurement *m)
{
	uint64_t begin = clock_ns();
	int ret = 0;

	if (m->devices.count && m->fills)
		ret = map_first(m);
	if (ret)
		return measurement_fail(m, "fill", ret);
	if (measurement_fill(m))
		return -1;
	if (!m->devices.count)
		return 0;
	m->sample->fill_ns = clock_ns() - begin;
	ret = devices_counters(&m->devices, &m->sample->filled, false);
	return ret ? measurement_fail(m, "counters", ret) : 0;
}
