// SPDX-License-Identifier: GPL-2.0-only
/* Test suite policies: which ranges and events a driver passes over. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
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

#define LARGE (64UL << 20)
/* More than an invalidation takes before it drops the lock for a moment. */
#define LARGE_PAGES 5000UL

struct mapper {
	int fd;
	sem_t begun;
	bool stop;
};

/* On the same CPU it runs as soon as an invalidation lets another task run. */
static void *keep_mapping(void *data)
{
	const struct sched_param first = {.sched_priority = 1};
	const struct timespec pause = {.tv_nsec = 20000L * kernel_slowness()};
	struct mapper *mapper = data;

	EXPECT_OK(sched_setscheduler(0, SCHED_FIFO, &first));
	EXPECT_OK(sem_post(&mapper->begun));
	while (!__atomic_load_n(&mapper->stop, __ATOMIC_RELAXED)) {
		EXPECT_OK(device_map(mapper->fd, HERE, PAGE_BYTES, 0));
		EXPECT_OK(clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL));
	}
	return NULL;
}

/*
 * A range goes when memory of it is unmapped, but not while a fault enters
 * another page of it.
 */
static void keeps_range(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mapper mapper = {0};
	pthread_t thread;

	cell.filter = MNBENCH_FILTER_RANGES;
	cell.range_size = LARGE;
	/* Where the mode has this key; the others do as much. */
	if (policies_has_sequence(mode_find(mode)))
		cell.fault_wait = MNBENCH_FAULT_RETRY;
	use_chunks(&cell, LARGE);
	use_last_processor();
	mapper.fd = attached_as(&cell);
	for (size_t i = 0; i < 4; i++) {
		map_numbered(HERE, LARGE_PAGES);
		/* Splitting a VMA would take the pages before. */
		EXPECT_OK(mprotect((void *)(HERE + PAGE_BYTES), PAGE_BYTES,
				   PROT_READ));
		EXPECT_OK(device_map(mapper.fd, HERE, LARGE_PAGES * PAGE_BYTES,
				     0));
		mapper.stop = false;
		EXPECT_OK(sem_init(&mapper.begun, 0, 0));
		EXPECT_OK(pthread_create(&thread, NULL, keep_mapping, &mapper));
		EXPECT_OK(sem_wait(&mapper.begun));
		EXPECT_OK(munmap((void *)(HERE + PAGE_BYTES), PAGE_BYTES));
		__atomic_store_n(&mapper.stop, true, __ATOMIC_RELAXED);
		EXPECT_OK(pthread_join(thread, NULL));
		discard(HERE, 1);
		EXPECT(!policies_holds(mapper.fd, HERE), "a stale page at %zu",
		       i);
	}
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
	policies_run("keeps a range", policies_has_ranges, keeps_range);
}
