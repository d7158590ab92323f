// SPDX-License-Identifier: GPL-2.0-only
/* The devices of a process. */
#include "agent/devices.h"

#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"

_Static_assert(CELL_DEVICES_MAX <= MNBENCH_DEVICES_MAX,
	       "the module knows as many devices");

size_t devices_of_cell(const struct cell *cell)
{
	return cell->devices ? cell->devices : 1;
}

int devices_open(struct devices *devices, size_t count)
{
	devices->count = 0;
	while (devices->count < count) {
		int fd = device_open();

		if (fd < 0) {
			devices_close(devices);
			return fd;
		}
		devices->fd[devices->count++] = fd;
	}
	return 0;
}

void devices_close(struct devices *devices)
{
	while (devices->count)
		close(devices->fd[--devices->count]);
}

int devices_attach(const struct devices *devices, const struct cell *cell,
		   uint64_t *ns)
{
	int ret = 0;

	*ns = 0;
	for (size_t i = 0; !ret && i < devices->count; i++) {
		uint64_t begin = clock_ns();

		ret = device_attach_as(devices->fd[i], cell, i);
		*ns += clock_ns() - begin;
	}
	return ret;
}

int devices_detach(const struct devices *devices, uint64_t *ns)
{
	int ret = 0;

	*ns = 0;
	for (size_t i = 0; !ret && i < devices->count; i++) {
		uint64_t begin = clock_ns();

		ret = device_detach(devices->fd[i]);
		*ns += clock_ns() - begin;
	}
	return ret;
}

int devices_settle(const struct devices *devices)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < devices->count; i++)
		ret = device_settle(devices->fd[i]);
	return ret;
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
	sum->chunks_now += c->chunks_now;
	sum->chunks_peak += c->chunks_peak;
	sum->pages_now += c->pages_now;
	sum->bytes += c->bytes;
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
	sum->late_exits += c->late_exits;
}

int devices_counters(const struct devices *devices,
		     struct mnbench_counters *sum, bool reset)
{
	for (size_t i = 0; i < devices->count; i++) {
		struct mnbench_counters counters;
		int ret = device_counters(devices->fd[i], &counters, reset);

		if (ret)
			return ret;
		if (sum)
			add(sum, &counters);
	}
	return 0;
}

int devices_submit(const struct devices *devices,
		   struct mnbench_command *commands, size_t count)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < devices->count; i++)
		ret = device_submit(devices->fd[i], commands, count);
	return ret;
}
