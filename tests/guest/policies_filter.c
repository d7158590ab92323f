// SPDX-License-Identifier: GPL-2.0-only
/* Test suite policies: which ranges and events a driver passes over. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/client.h"
#include "ktap.h"
#include "policies.h"

/* What a session needs for an interval with a policy, at most. */
#define MORE 1024

static void ignores_events(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd;

	cell.events &= ~(UINT64_C(1) << MNBENCH_EVENT_SOFT_DIRTY);
	fd = attached_as(&cell);
	map_numbered(HERE, 1);
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	write_file("/proc/self/clear_refs", "4");
	counters = counters_of(fd);
	EXPECT(counters.ignored &&
		       !counters.callbacks[MNBENCH_EVENT_SOFT_DIRTY],
	       "%lu ignored", (unsigned long)counters.ignored);
	EXPECT(policies_holds(fd, HERE), "the page has gone");
	discard(HERE, 1);
	EXPECT(!policies_holds(fd, HERE), "a stale page");
	/* The end of a range whose start was ignored is ignored, too. */
	*(volatile char *)HERE = 1;
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	counters = counters_of(fd);
	EXPECT(!counters.collisions && !counters.gave_up, "%lu collisions",
	       (unsigned long)counters.collisions);
}

/* A session in which the device holds PAGES pages. */
static int holding_pages(const struct cell *cell)
{
	int fd = device_open();

	EXPECT_OK(device_attach(fd, cell));
	EXPECT_OK(device_register(fd, HERE, BLOCK_BYTES));
	map_numbered(HERE, 2 * PAGES);
	EXPECT_OK(device_map(fd, HERE, PAGES * PAGE_BYTES, 0));
	return fd;
}

/* The memory of such a session. */
static uint64_t bytes_of(struct cell cell, uint64_t filter)
{
	uint64_t bytes;
	int fd;

	cell.filter = filter;
	fd = holding_pages(&cell);
	bytes = counters_of(fd).bytes;
	EXPECT_OK(close(fd));
	return bytes;
}

static void scans(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	const uint64_t pages = BLOCK_BYTES / PAGE_BYTES;
	uint64_t list;
	int fd;

	use_chunks(&cell, BLOCK_BYTES);
	list = bytes_of(cell, MNBENCH_FILTER_SCAN) -
	       bytes_of(cell, MNBENCH_FILTER_OFF);
	/* An interval with a policy has a few more bytes. */
	EXPECT(list >= pages * sizeof(unsigned long) &&
		       list < pages * sizeof(unsigned long) + MORE,
	       "a list of %lu bytes for %lu pages", (unsigned long)list,
	       (unsigned long)pages);
	cell.filter = MNBENCH_FILTER_SCAN;
	fd = holding_pages(&cell);
	EXPECT_OK(device_counters(fd, &counters, true));
	discard(HERE + PAGE_BYTES, 2);
	discard(HERE + PAGE_BYTES, 2);
	counters = counters_of(fd);
	EXPECT(counters.invalidations == 1 && counters.spurious == 1 &&
		       counters.pages_invalidated == 2,
	       "%lu invalidations, %lu pages",
	       (unsigned long)counters.invalidations,
	       (unsigned long)counters.pages_invalidated);
	expect_no_stale_page(fd, HERE, PAGES * PAGE_BYTES);
}

/* A list of more than mlx5 has for a chunk of implicit ODP. */
static void scans_at_most_1g(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	int fd = device_open();

	cell.filter = MNBENCH_FILTER_SCAN;
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(device_register(fd, HERE, 1UL << 30));
	EXPECT_RETURN(device_register(fd, HERE, (1UL << 30) + PAGE_BYTES),
		      -EINVAL);
}

/* Ranges of four pages: the other three of one go as well. */
static void widens(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd;

	cell.filter = MNBENCH_FILTER_RANGES;
	cell.range_size = 4 * PAGE_BYTES;
	use_chunks(&cell, BLOCK_BYTES);
	fd = attached_as(&cell);
	map_numbered(HERE, PAGES);
	EXPECT_OK(device_map(fd, HERE, PAGES * PAGE_BYTES, 0));
	EXPECT_OK(device_counters(fd, &counters, true));
	discard(HERE + PAGE_BYTES, 1);
	discard(HERE + PAGE_BYTES, 1);
	counters = counters_of(fd);
	EXPECT(counters.invalidations == 1 && counters.widened == 3 &&
		       counters.pages_invalidated == 4,
	       "%lu widened, %lu pages", (unsigned long)counters.widened,
	       (unsigned long)counters.pages_invalidated);
	EXPECT(!policies_holds(fd, HERE) &&
		       policies_holds(fd, HERE + 4 * PAGE_BYTES),
	       "the wrong range");
	EXPECT_OK(munmap((void *)HERE, PAGES * PAGE_BYTES));
	EXPECT(!counters_of(fd).pages_now, "%lu pages",
	       (unsigned long)counters_of(fd).pages_now);
}

static bool has_lists(const struct mode_info *mode)
{
	return mode_has_parts(mode) && mode->coverage != MODE_COVERS_ADAPTIVE;
}

void policies_of_filters(void)
{
	policies_run("ignores events", policies_any, ignores_events);
	policies_run("scans", has_lists, scans);
	ktap_test("policies: scans at most 1G, region", scans_at_most_1g,
		  "region");
	policies_run("widens", policies_has_ranges, widens);
}
