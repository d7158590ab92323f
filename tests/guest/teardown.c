// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: a detach takes the pages from the device while the subscription
 * is still there.
 */
#include <time.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define MS      1000000UL /* in ns */
#define SECOND  (1000 * MS)
#define LATENCY (20 * MS)

static uint64_t now_ns(void)
{
	struct timespec t;

	EXPECT_OK(clock_gettime(CLOCK_MONOTONIC, &t));
	return t.tv_sec * SECOND + t.tv_nsec;
}

static void expect_between(const char *what, uint64_t ns, uint64_t low,
			   uint64_t high)
{
	EXPECT(ns >= low && ns <= high, "%s took %lu ms, not %lu to %lu", what,
	       (unsigned long)(ns / MS), (unsigned long)(low / MS),
	       (unsigned long)(high / MS));
}

/* No callback, but one invalidation for each subscription with pages. */
static void detach_invalidates(const void *mode)
{
	const struct mode_info *info = mode_find(mode);
	uint64_t sent = info->coverage == MODE_COVERS_EVERYTHING ? 1 : 2;
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters c;
	uint64_t start;
	int fd;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = LATENCY;
	fd = attached_as(&cell);
	map_numbered(REGION_BASE, 8);
	map_numbered(FAR_BASE, 8);
	EXPECT_OK(device_map(fd, REGION_BASE, 8 * PAGE_BYTES, 0));
	EXPECT_OK(device_map(fd, FAR_BASE, 8 * PAGE_BYTES, 0));
	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &c, true));

	start = now_ns();
	EXPECT_OK(device_detach(fd));
	expect_between("detach", now_ns() - start, sent * LATENCY,
		       (sent + 1) * LATENCY);
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.invalidations == sent, "%lu invalidations, not %lu",
	       (unsigned long)c.invalidations, (unsigned long)sent);
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		EXPECT(!c.callbacks[i], "%lu callbacks for event %zu",
		       (unsigned long)c.callbacks[i], i);
}

void suite_teardown(void)
{
	for_each_device_mode("teardown", "a detach invalidates",
			     detach_invalidates);
}
