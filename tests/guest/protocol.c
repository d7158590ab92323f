// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: forced interleavings. A slow device, for which callbacks sleep,
 * keeps a range between its start and its end for as long as a test needs.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define THREADS  3
#define LONG_MS  40
#define STEP_MS  5    /* for other threads to get as far as they can */
#define CHURN_MS 1500 /* longer than a fault tries */

static uintptr_t page_at(size_t index)
{
	return REGION_BASE + index * PAGE_BYTES;
}

/* The device of this cell is slow, without a filter for every range. */
static struct cell slow_cell(const char *mode, uint64_t filter)
{
	struct cell cell = test_cell("munmap", mode);

	cell.filter = filter;
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = LONG_MS * 1000000;
	return cell;
}

static void *discard_in_thread(void *addr)
{
	discard((uintptr_t)addr, 1);
	return NULL;
}

struct mapper {
	int fd;
	uintptr_t addr;
	pthread_t thread;
};

static void *map_in_thread(void *data)
{
	struct mapper *mapper = data;

	EXPECT_OK(device_map(mapper->fd, mapper->addr, PAGE_BYTES, 0));
	return NULL;
}

static pthread_t start_discard(uintptr_t addr)
{
	pthread_t thread;

	EXPECT_OK(
		pthread_create(&thread, NULL, discard_in_thread, (void *)addr));
	pause_ms(STEP_MS);
	return thread;
}

static void start_map(struct mapper *mapper)
{
	EXPECT_OK(pthread_create(&mapper->thread, NULL, map_in_thread, mapper));
	pause_ms(STEP_MS);
}

static void join(pthread_t thread)
{
	EXPECT_OK(pthread_join(thread, NULL));
}

static void *meet(void *barrier)
{
	pthread_barrier_wait(barrier);
	return NULL;
}

/*
 * Let the C library keep stacks of threads that have ended. Otherwise a new
 * thread would wait for mmap_lock, and so for the range in progress.
 */
static void provide_stacks(void)
{
	pthread_t threads[THREADS];
	pthread_barrier_t barrier;

	EXPECT_OK(pthread_barrier_init(&barrier, NULL, THREADS));
	for (size_t i = 0; i < THREADS; i++)
		EXPECT_OK(pthread_create(&threads[i], NULL, meet, &barrier));
	for (size_t i = 0; i < THREADS; i++)
		join(threads[i]);
}

/*
 * Another session, in this mode, with only a page that is far away. An
 * invalidation of that page starts a range that ends after LONG_MS.
 */
static pthread_t start_foreign_range(const char *mode)
{
	struct cell cell = slow_cell(mode, MNBENCH_FILTER_BITMAP);
	int fd = device_open();

	attach_all_memory(fd, &cell);
	map_numbered(FAR_BASE, 1);
	EXPECT_OK(device_map(fd, FAR_BASE, PAGE_BYTES, 0));
	return start_discard(FAR_BASE);
}

/*
 * Between start and end of a range its pages may still be in the CPU's page
 * table, and a fault must not map them. It waits for the end instead of trying
 * again and again; the exit of the thread itself may collide with it.
 */
static void fault_waits(const char *mode, uint64_t removal)
{
	struct cell cell = slow_cell(mode, MNBENCH_FILTER_BITMAP);
	struct mnbench_counters counters;
	int fd = device_open();
	pthread_t thread;
	uint64_t value, time;

	provide_stacks();
	if (mode_find(mode)->flags & MODE_KEEPS)
		cell.removal = removal;
	attach_all_memory(fd, &cell);
	map_numbered(REGION_BASE, 2);
	EXPECT_OK(device_map(fd, page_at(1), PAGE_BYTES, 0));
	thread = start_discard(page_at(1));
	time = clock_ns();
	EXPECT_OK(device_read(fd, page_at(1), &value, sizeof(value), 0));
	time = clock_ns() - time;
	EXPECT(time < 2 * LONG_MS * 1000000, "it took %lu us",
	       (unsigned long)time / 1000);
	join(thread);
	EXPECT(!value, "the device read %lu", (unsigned long)value);
	expect_no_stale_page(fd, REGION_BASE, 2 * PAGE_BYTES);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.collisions <= 1, "%lu collisions",
	       (unsigned long)counters.collisions);
}

static void fault_waits_for_range(const void *mode)
{
	fault_waits(mode, MNBENCH_REMOVAL_DEFERRED);
}

static void fault_waits_in_kept_chunk(const void *mode)
{
	fault_waits(mode, MNBENCH_REMOVAL_KEEP);
}

/*
 * The range is longer than a fault tries. The fault may give up, but not map
 * pages.
 */
static void fault_gives_up(const void *mode)
{
	struct cell cell = slow_cell(mode, MNBENCH_FILTER_BITMAP);
	pthread_t first, second;
	uint64_t value = 0;
	int fd = device_open(), ret;

	provide_stacks();
	cell.inflight = 1;
	cell.device_ns = MNBENCH_LATENCY_MAX_NS;
	attach_all_memory(fd, &cell);
	map_numbered(REGION_BASE, 3);
	EXPECT_OK(device_map(fd, REGION_BASE, 3 * PAGE_BYTES, 0));
	first = start_discard(page_at(1));
	second = start_discard(page_at(2));
	ret = device_read(fd, page_at(2), &value, sizeof(value), 0);
	EXPECT(ret == 0 || ret == -EBUSY, "read: %d", ret);
	EXPECT(!value, "the device read %lu", (unsigned long)value);
	join(first);
	join(second);
	expect_no_stale_page(fd, REGION_BASE, 3 * PAGE_BYTES);
}

struct churner {
	uintptr_t addr;
	uint64_t end_ns;
	pthread_t thread;
};

static void *discard_to_the_end(void *data)
{
	struct churner *churner = data;

	while (clock_ns() < churner->end_ns)
		discard(churner->addr, 1);
	return NULL;
}

/*
 * Two threads, so that one range starts before the other ends. A driver that
 * counts ranges itself can bound how long a fault waits for a moment without a
 * range; mmu_interval_read_begin() has no bound. A device that shares the
 * CPU's page table knows no ranges, and waits for none.
 */
static void fault_waits_for_a_gap(const void *mode)
{
	bool counts = !strcmp(mode, "global") || !strcmp(mode, "filtered");
	bool waits = mode_find(mode)->coverage != MODE_COVERS_FLUSHES;
	struct cell cell = slow_cell(mode, MNBENCH_FILTER_OFF);
	uint64_t value = 0, end_ns = clock_ns() + CHURN_MS * 1000000UL;
	struct churner churners[] = {
		{page_at(1), end_ns, 0},
		{page_at(2), end_ns, 0},
	};
	int fd = device_open(), ret;
	bool late;

	provide_stacks();
	attach_all_memory(fd, &cell);
	map_numbered(REGION_BASE, 4);
	EXPECT_OK(device_map(fd, page_at(0), PAGE_BYTES, 0));
	for (size_t i = 0; i < 2; i++) {
		EXPECT_OK(pthread_create(&churners[i].thread, NULL,
					 discard_to_the_end, &churners[i]));
		pause_ms(STEP_MS);
	}
	ret = device_read(fd, page_at(3), &value, sizeof(value), 0);
	late = clock_ns() >= end_ns;
	EXPECT(ret == (counts ? -EBUSY : 0) && late == (waits && !counts),
	       "read: %d, %s the last range", ret, late ? "after" : "before");
	EXPECT(value == (counts ? 0 : 3), "the device read %lu",
	       (unsigned long)value);
	for (size_t i = 0; i < 2; i++)
		join(churners[i].thread);
}

/* A fault waits for the range that takes the only page away. */
static void fault_keeps_its_chunk(const void *mode)
{
	struct cell cell = slow_cell(mode, MNBENCH_FILTER_OFF);
	struct mapper mapper = {.addr = page_at(9)};
	struct mnbench_counters counters;
	pthread_t thread;

	provide_stacks();
	mapper.fd = device_open();
	attach_all_memory(mapper.fd, &cell);
	map_numbered(REGION_BASE, 10);
	EXPECT_OK(device_map(mapper.fd, page_at(0), PAGE_BYTES, 0));
	thread = start_discard(page_at(5));
	start_map(&mapper);
	discard(page_at(0), 1);
	join(thread);
	join(mapper.thread);
	discard(page_at(9), 1);
	EXPECT_OK(device_settle(mapper.fd));
	EXPECT_OK(device_counters(mapper.fd, &counters, false));
	EXPECT(!counters.pages_now, "%lu pages left",
	       (unsigned long)counters.pages_now);
	EXPECT(!mode_has_chunks(mode_find(mode)) || !counters.chunks_now,
	       "%lu chunks left", (unsigned long)counters.chunks_now);
}

/* The first insertion waits for mmap_lock, which the range holds. */
static void faults_share_a_chunk(const void *mode)
{
	int fd = attached(mode);
	struct mapper first = {fd, page_at(0), 0};
	struct mapper second = {fd, page_at(1), 0};
	struct mnbench_counters counters;
	pthread_t thread;

	provide_stacks();
	map_numbered(REGION_BASE, 2);
	thread = start_foreign_range("global");
	start_map(&first);
	start_map(&second);
	join(thread);
	join(first.thread);
	join(second.thread);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.chunks_inserted == 1, "%lu chunks",
	       (unsigned long)counters.chunks_inserted);
}

/* A removal waits for the ranges in progress; detaching waits for it. */
static void detach_waits_for_removal(const void *mode)
{
	int fd = attached(mode);
	struct mnbench_counters counters;
	pthread_t thread;

	provide_stacks();
	map_numbered(REGION_BASE, 1);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	thread = start_foreign_range("whole");
	discard(REGION_BASE, 1);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.chunks_now == 1 && !counters.pages_now,
	       "%lu chunks, %lu pages", (unsigned long)counters.chunks_now,
	       (unsigned long)counters.pages_now);
	EXPECT_OK(device_detach(fd));
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(!counters.chunks_now, "%lu chunks",
	       (unsigned long)counters.chunks_now);
	join(thread);
}

static void settle_waits_for_removal(const void *mode)
{
	int fd = attached(mode);
	struct mnbench_counters counters;
	pthread_t thread;

	provide_stacks();
	map_numbered(REGION_BASE, 1);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	thread = start_foreign_range("whole");
	discard(REGION_BASE, 1);
	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(!counters.chunks_now, "%lu chunks",
	       (unsigned long)counters.chunks_now);
	join(thread);
}

/*
 * A chunk that waits for its removal still gets callbacks. They count as late
 * and do not affect the chunk that took its place.
 */
static void late_callbacks(const void *mode)
{
	struct mapper mapper = {attached(mode), page_at(1), 0};
	struct mnbench_counters before, after;
	pthread_t thread;

	provide_stacks();
	map_numbered(REGION_BASE, 3);
	EXPECT_OK(device_map(mapper.fd, page_at(0), PAGE_BYTES, 0));
	thread = start_foreign_range("whole");
	discard(page_at(0), 1);
	start_map(&mapper);
	EXPECT_OK(device_counters(mapper.fd, &before, false));
	discard(page_at(2), 1);
	EXPECT_OK(device_counters(mapper.fd, &after, false));
	EXPECT(after.late == before.late + 1 &&
		       after.callbacks[MNBENCH_EVENT_CLEAR] ==
			       before.callbacks[MNBENCH_EVENT_CLEAR],
	       "%lu late, %lu callbacks", (unsigned long)after.late,
	       (unsigned long)after.callbacks[MNBENCH_EVENT_CLEAR]);
	join(thread);
	join(mapper.thread);
	EXPECT_OK(device_settle(mapper.fd));
	EXPECT_OK(device_counters(mapper.fd, &after, false));
	EXPECT(after.chunks_inserted == 2 && after.chunks_now == 1 &&
		       after.pages_now == 1,
	       "%lu chunks of %lu, %lu pages", (unsigned long)after.chunks_now,
	       (unsigned long)after.chunks_inserted,
	       (unsigned long)after.pages_now);
	expect_no_stale_page(mapper.fd, REGION_BASE, 3 * PAGE_BYTES);
}

static void for_each_chunk_mode(const char *what,
				void (*run)(const void *mode_name))
{
	const struct mode_info *mode;
	char name[256];

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (mode->coverage != MODE_COVERS_CHUNKS ||
		    !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "protocol: %s, %s", what,
			 mode->name);
		ktap_test(name, run, mode->name);
	}
}

void suite_protocol(void)
{
	for_each_device_mode("protocol", "a fault waits for a range",
			     fault_waits_for_range);
	for_each_device_mode("protocol", "a fault waits in a kept chunk",
			     fault_waits_in_kept_chunk);
	for_each_device_mode("protocol", "a fault gives up", fault_gives_up);
	for_each_device_mode("protocol", "a fault waits for a gap",
			     fault_waits_for_a_gap);
	for_each_device_mode("protocol", "a fault keeps its chunk",
			     fault_keeps_its_chunk);
	for_each_chunk_mode("faults share a chunk", faults_share_a_chunk);
	for_each_chunk_mode("detach waits for a removal",
			    detach_waits_for_removal);
	for_each_chunk_mode("settle waits for a removal",
			    settle_waits_for_removal);
	for_each_chunk_mode("late callbacks", late_callbacks);
}
