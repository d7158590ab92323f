// SPDX-License-Identifier: GPL-2.0-only
/* A group of counters: opening, starting, stopping and reading it. */
#include "agent/perf_counters.h"

#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "agent/perf_events.h"

/* As read(2) gives the group (PERF_FORMAT_GROUP and both times). */
struct reading {
	uint64_t count, enabled, running;
	uint64_t value[PERF_EVENTS_MAX];
};

/* Returns false if the group could not count all of the time. */
static bool read_group(const struct perf_group *group, struct reading *reading)
{
	ssize_t n = read(group->fd[0], reading, sizeof(*reading));

	return n > 0 && reading->count == group->count && reading->running &&
	       reading->running == reading->enabled;
}

static bool has_counter(const struct perf_group *group,
			enum perf_counter counter)
{
	for (size_t i = 0; i < group->count; i++)
		if (group->counter[i] == counter)
			return true;
	return false;
}

/* Open all events, but of those of the processor at most @hardware. */
static void open_events(struct perf_group *group, size_t hardware)
{
	const struct perf_event_source *source = perf_event_sources;
	size_t used = 0;

	group->count = 0;
	for (; source->counter != PERF_COUNTER_COUNT; source++) {
		int leader = group->count ? group->fd[0] : -1, fd;

		if ((source->hardware && used == hardware) ||
		    (source->instead && has_counter(group, source->counter)))
			continue;
		fd = perf_event_source_open(source, leader);
		if (fd < 0)
			continue;
		used += source->hardware;
		group->fd[group->count] = fd;
		group->counter[group->count++] = source->counter;
	}
}

void perf_group_close(struct perf_group *group)
{
	/* The leader last: without it the others would be groups. */
	while (group->count)
		close(group->fd[--group->count]);
}

void perf_group_start(const struct perf_group *group)
{
	if (group->count)
		ioctl(group->fd[0], PERF_EVENT_IOC_ENABLE, 0);
}

void perf_group_stop(const struct perf_group *group)
{
	if (group->count)
		ioctl(group->fd[0], PERF_EVENT_IOC_DISABLE, 0);
}

void perf_group_reset(const struct perf_group *group)
{
	if (group->count)
		ioctl(group->fd[0], PERF_EVENT_IOC_RESET, PERF_IOC_FLAG_GROUP);
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Find what an empty interval counts: the median of each counter. */
static bool calibrate(struct perf_group *group)
{
	enum { TRIES = 15 };
	uint64_t values[PERF_EVENTS_MAX][TRIES];
	struct reading reading;

	for (size_t try = 0; try < TRIES; try++) {
		perf_group_reset(group);
		perf_group_start(group);
		perf_group_stop(group);
		if (!read_group(group, &reading))
			return false;
		for (size_t i = 0; i < group->count; i++)
			values[i][try] = reading.value[i];
	}
	for (size_t i = 0; i < group->count; i++) {
		qsort(values[i], TRIES, sizeof(values[i][0]), by_value);
		group->empty[i] = values[i][TRIES / 2];
	}
	perf_group_reset(group);
	return true;
}

/*
 * The kernel refuses a group that never fits the processor's counters. One that
 * does not fit beside other users of them, such as the NMI watchdog, is opened
 * and does not run: try again with fewer.
 */
void perf_group_open(struct perf_group *group)
{
	for (size_t hardware = PERF_COUNTER_COUNT;; hardware--) {
		open_events(group, hardware);
		if (!group->count || calibrate(group))
			return;
		perf_group_close(group);
		if (!hardware)
			return;
	}
}

void perf_group_read(const struct perf_group *group, uint64_t intervals,
		     struct perf_counts *counts)
{
	struct reading reading;

	memset(counts, 0, sizeof(*counts));
	if (!group->count || !read_group(group, &reading))
		return;
	for (size_t i = 0; i < group->count; i++) {
		uint64_t empty = group->empty[i] * intervals;
		uint64_t value = reading.value[i];

		counts->counted[group->counter[i]] = true;
		counts->value[group->counter[i]] +=
			value > empty ? value - empty : 0;
	}
}
