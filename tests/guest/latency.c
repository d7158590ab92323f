// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: the latencies of the device, and how callbacks wait for them. */
#include <pthread.h>
#include <semaphore.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"
#include "victim.h"

#define MS 1000000UL
/* The unit of latencies, in ns: much more than a debug kernel needs itself. */
#define UNIT    (10 * MS)
#define PAGES   8UL
#define BUFFERS 40UL
/* Long enough for a thread to start, and short beside a latency. */
#define START_MS 5

/*
 * A TLB is flushed also where no range is invalidated, and twice for a range by
 * some kernels. Let only those flushes take time that find a page.
 */
static int attached_to(const struct cell *wanted)
{
	struct cell cell = *wanted;
	int fd = device_open();

	if (mode_find(cell.mode)->coverage == MODE_COVERS_FLUSHES)
		cell.filter = MNBENCH_FILTER_BITMAP;
	attach_all_memory(fd, &cell);
	map_numbered(REGION_BASE, 2 * PAGES);
	return fd;
}

static struct cost cost_of_discard(size_t first, size_t pages)
{
	struct cost start = cost_now();

	discard(REGION_BASE + first * PAGE_BYTES, pages);
	return cost_since(start);
}

static void waits(const char *mode, uint64_t wait)
{
	struct cell cell = test_cell("munmap", mode);
	struct cost start, cost;
	int fd;

	cell.wait = wait;
	cell.filter = MNBENCH_FILTER_BITMAP;
	cell.device_ns = 2 * UNIT;
	cell.device_page_ns = 1 * UNIT;
	cell.fault_ns = 4 * UNIT;
	fd = attached_to(&cell);

	start = cost_now();
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	cost = cost_since(start);
	expect_time("a fault", cost.time, 4 * UNIT, 6 * UNIT);

	cost = cost_of_discard(0, PAGES);
	expect_time("an invalidation", cost.time, (2 + PAGES) * UNIT,
		    (4 + PAGES) * UNIT);
	/*
	 * Other processes may come between. A flush of the TLB must not sleep.
	 */
	if (wait == MNBENCH_WAIT_SLEEP &&
	    mode_find(mode)->coverage != MODE_COVERS_FLUSHES)
		expect_time("its processor", cost.cpu, 0, UNIT);
	else
		expect_time("its processor", cost.cpu, (1 + PAGES / 2) * UNIT,
			    (4 + PAGES) * UNIT);

	cost = cost_of_discard(0, PAGES);
	expect_time("a filtered invalidation", cost.time, 0, UNIT);
}

static void waits_spinning(const void *mode)
{
	waits(mode, MNBENCH_WAIT_SPIN);
}

static void waits_sleeping(const void *mode)
{
	waits(mode, MNBENCH_WAIT_SLEEP);
}

/* The device works on, but it has lost the pages. */
static void is_not_waited_for(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	struct cost start, cost;
	int fd;

	cell.wait = MNBENCH_WAIT_NONE;
	cell.device_ns = 10 * UNIT;
	cell.fault_ns = 4 * UNIT;
	fd = attached_to(&cell);

	start = cost_now();
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	cost = cost_since(start);
	expect_time("a fault", cost.time, 4 * UNIT, 6 * UNIT);

	cost = cost_of_discard(0, PAGES);
	expect_time("an invalidation", cost.time, 0, UNIT);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.pages_invalidated == PAGES && !counters.waited_ns,
	       "%lu pages, waited %lu us",
	       (unsigned long)counters.pages_invalidated,
	       (unsigned long)counters.waited_ns / 1000);

	pause_ms(10 * UNIT / MS);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.stopped_ns >= cell.device_ns, "stopped for %lu us",
	       (unsigned long)counters.stopped_ns / 1000);
}

#define CHUNKS 8UL

/* One range that meets pages in each chunk of two devices. */
static uint64_t time_of_chunks(const char *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct cost start;
	int fd[2];

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.inflight = CHUNKS;
	cell.device_ns = 10 * UNIT;
	use_chunks(&cell, BLOCK_BYTES);
	EXPECT_OK(map_area(REGION_BASE, CHUNKS * BLOCK_BYTES));
	for (size_t i = 0; i < 2; i++) {
		fd[i] = device_open();
		attach_all_memory(fd[i], &cell);
		for (size_t j = 0; j < CHUNKS; j++)
			EXPECT_OK(device_map(fd[i],
					     REGION_BASE + j * BLOCK_BYTES,
					     PAGE_BYTES, 0));
	}
	start = cost_now();
	discard(REGION_BASE, CHUNKS * BLOCK_BYTES / PAGE_BYTES);
	return cost_since(start).time;
}

/* A callback for each chunk waits after the one before, */
static void waits_add_up(const void *mode)
{
	expect_time("the range", time_of_chunks(mode), 2 * CHUNKS * 10 * UNIT,
		    (2 * CHUNKS + 2) * 10 * UNIT);
}

/* unless all of them are sent before the first one is waited for. */
static void waits_overlap(const void *mode)
{
	expect_time("the range", time_of_chunks(mode), 10 * UNIT, 20 * UNIT);
}

static void *discard_first(void *may_start)
{
	EXPECT_OK(sem_wait(may_start));
	discard(REGION_BASE, 1);
	return NULL;
}

/*
 * Two invalidations at the same time, on a device with @inflight of them: the
 * second begins when the first waits. The thread is there before the device
 * has pages, because the mm may flush all of the TLB when it is created, which
 * takes all pages away in mode sva.
 */
static struct cost two_at_once(const char *mode, uint64_t inflight)
{
	struct cell cell = test_cell("munmap", mode);
	struct cost start, cost;
	pthread_t thread;
	sem_t may_start;
	int fd;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.filter = MNBENCH_FILTER_BITMAP;
	cell.inflight = inflight;
	cell.device_ns = 10 * UNIT;
	fd = attached_to(&cell);
	EXPECT_OK(sem_init(&may_start, 0, 0));
	EXPECT_OK(pthread_create(&thread, NULL, discard_first, &may_start));
	pause_ms(START_MS);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	start = cost_now();
	EXPECT_OK(sem_post(&may_start));
	pause_ms(START_MS);
	discard(REGION_BASE + PAGE_BYTES, 1);
	EXPECT_OK(pthread_join(thread, NULL));
	cost = cost_since(start);
	EXPECT_OK(device_detach(fd));
	return cost;
}

static void queues(const void *mode)
{
	expect_time("one after the other", two_at_once(mode, 1).time, 20 * UNIT,
		    22 * UNIT);
	expect_time("both at once", two_at_once(mode, 2).time, 10 * UNIT,
		    12 * UNIT);
}

/* The latency of one invalidation is bounded, whatever its number of pages. */
static void is_bounded(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	int fd;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = MNBENCH_LATENCY_MAX_NS;
	cell.device_page_ns = MNBENCH_LATENCY_MAX_NS;
	fd = attached_to(&cell);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	expect_time("the longest", cost_of_discard(0, PAGES).time, 1000 * MS,
		    1100 * MS);
}

/* The mm stays as long as one of its threads waits for the device. */
static void *wait_for_device(void *fd_pointer)
{
	int fd = *(int *)fd_pointer;

	/* Until the device has its page; see two_at_once(). */
	pause_ms(START_MS);
	for (;;) {
		map_numbered(REGION_BASE, 1);
		EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
		discard(REGION_BASE, 1);
	}
	return NULL;
}

/* The cost of process_mrelease(2) for a process that is being killed. */
static struct cost reap(int (*busy)(const struct cell *cell),
			const struct cell *cell)
{
	struct victim victim = victim_start(busy, cell);
	struct cost cost;

	pause_ms(50);
	EXPECT_OK(victim_reap(&victim, &cost));
	return cost;
}

static int one_thread_waits(const struct cell *cell)
{
	static int fd;
	pthread_t thread;

	fd = attached_to(cell);
	map_numbered(FAR_BASE, 1);
	EXPECT_OK(pthread_create(&thread, NULL, wait_for_device, &fd));
	EXPECT_OK(device_map(fd, FAR_BASE, PAGE_BYTES, 0));
	return fd;
}

/* Two in each VMA, and each is waited for as long as one can be. */
static int many_buffers(const struct cell *cell)
{
	int fd = device_open();

	EXPECT_OK(device_attach(fd, cell));
	for (size_t i = 0; i < BUFFERS; i++) {
		uintptr_t addr = REGION_BASE + (i + i / 2) * PAGE_BYTES;

		if (i % 2 == 0)
			map_numbered(addr, 2);
		EXPECT_OK(device_register(fd, addr, PAGE_BYTES));
		EXPECT_OK(device_map(fd, addr, PAGE_BYTES, 0));
	}
	return fd;
}

/*
 * The reaper of the memory of a killed process must not sleep, and neither may
 * its callbacks, even if the device is waited for by sleeping.
 */
static void reaped(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct cost cost;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = 10 * UNIT;
	cost = reap(one_thread_waits, &cell);
	/* Not all of the time, because other processes may run in between. */
	EXPECT(cost.cpu >= 5 * UNIT, "it slept: %lu us of %lu",
	       (unsigned long)cost.cpu / 1000, (unsigned long)cost.time / 1000);
}

/*
 * Callbacks that must not sleep spin for a bounded time together, however many
 * of them a device keeps waiting.
 */
static void reaped_with_buffers(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.inflight = 1;
	cell.device_ns = MNBENCH_LATENCY_MAX_NS;
	expect_time("the reaper", reap(many_buffers, &cell).time, 900 * MS,
		    1500 * MS);
}

void suite_latency(void)
{
	for_each_device_mode("latency", "waits spinning", waits_spinning);
	for_each_device_mode("latency", "waits sleeping", waits_sleeping);
	for_each_device_mode("latency", "is not waited for", is_not_waited_for);
	for_each_device_mode("latency", "queues", queues);
	for_each_device_mode("latency", "is bounded", is_bounded);
	for_each_device_mode("latency", "reaped without sleeping", reaped);
	ktap_test("latency: waits add up, chunked", waits_add_up, "chunked");
	if (mode_is_available("twopass"))
		ktap_test("latency: waits overlap, twopass", waits_overlap,
			  "twopass");
	/*
	 * In one mode only, because it tests the device and spins for a second.
	 */
	ktap_test("latency: reaped with 40 buffers, region",
		  reaped_with_buffers, "region");
}
