// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: when a chunk is removed that has no device page any more. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define MS      1000000UL /* in ns */
#define WORKERS 8UL       /* threads that fault and discard */
#define TURNS   24

static int attached_with(const char *mode, uint64_t removal)
{
	struct cell cell = test_cell("munmap", mode);

	use_chunks(&cell, BLOCK_BYTES);
	cell.removal = removal;
	return attached_as(&cell);
}

static void expect_chunks(int fd, uint64_t expected, const char *when)
{
	struct mnbench_counters c;

	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.chunks_now == expected, "%lu chunks %s, not %lu",
	       (unsigned long)c.chunks_now, when, (unsigned long)expected);
}

static void unmap(uintptr_t addr)
{
	EXPECT_OK(munmap((void *)addr, PAGE_BYTES));
}

static void keeps(const void *mode)
{
	int fd = attached_with(mode, MNBENCH_REMOVAL_KEEP);
	struct mnbench_counters c;

	map_numbered(REGION_BASE, 1);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	unmap(REGION_BASE);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 1, "after munmap");
	map_numbered(REGION_BASE, 1);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.chunks_inserted == 1, "%lu inserted",
	       (unsigned long)c.chunks_inserted);
	expect_no_stale_page(fd, REGION_BASE, PAGE_BYTES);
	EXPECT_OK(device_detach(fd));
	expect_chunks(fd, 0, "after detach");
}

/* Only the end of a mapping ends a chunk, also of one that is empty already. */
static void removes_after_unmap(const void *mode)
{
	int fd = attached_with(mode, MNBENCH_REMOVAL_UNMAP_ONLY);

	map_numbered(REGION_BASE, 2);
	EXPECT_OK(device_map(fd, REGION_BASE, 2 * PAGE_BYTES, 0));
	discard(REGION_BASE, 1);
	discard(REGION_BASE + PAGE_BYTES, 1);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 1, "after MADV_DONTNEED");
	unmap(REGION_BASE + PAGE_BYTES);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 0, "after munmap of an empty chunk");

	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	unmap(REGION_BASE);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 0, "after munmap");

	EXPECT_RETURN(device_map(fd, REGION_BASE, PAGE_BYTES, 0), -EFAULT);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 0, "after a fault that mapped nothing");
}

/*
 * A driver with ranges keeps the notifier for each range that was not unmapped,
 * also for one that was discarded.
 */
static void removes_after_the_last_range(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	const uintptr_t other = REGION_BASE + 4 * PAGE_BYTES;
	int fd;

	use_chunks(&cell, BLOCK_BYTES);
	cell.removal = MNBENCH_REMOVAL_UNMAP_ONLY;
	cell.filter = MNBENCH_FILTER_RANGES;
	cell.range_size = 4 * PAGE_BYTES;
	fd = attached_as(&cell);
	map_numbered(REGION_BASE, 12);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	EXPECT_OK(device_map(fd, other, PAGE_BYTES, 0));
	discard(other, 1);
	unmap(REGION_BASE);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 1, "with a range that was discarded");
	unmap(REGION_BASE + 8 * PAGE_BYTES);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 1, "after munmap beside the range");
	/* Another page of the range. */
	unmap(other + PAGE_BYTES);
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 0, "after munmap of the last range");
}

static void removes_with_next_command(const void *mode)
{
	int fd = attached_with(mode, MNBENCH_REMOVAL_SYNC);

	map_numbered(REGION_BASE, 1);
	map_numbered(FAR_BASE, 1);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	discard(REGION_BASE, 1);
	pause_ms(10);
	expect_chunks(fd, 1, "after MADV_DONTNEED");
	EXPECT_OK(device_map(fd, FAR_BASE, PAGE_BYTES, 0));
	expect_chunks(fd, 1, "after the next command");
	discard(FAR_BASE, 1);
	expect_chunks(fd, 1, "after MADV_DONTNEED");
	EXPECT_OK(device_settle(fd));
	expect_chunks(fd, 0, "after settling");

	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	discard(REGION_BASE, 1);
	EXPECT_OK(device_detach(fd));
	expect_chunks(fd, 0, "after detach");
}

struct crowd {
	int fd;
	atomic_bool ends;
};

static struct crowd crowd;

/*
 * One range after the other. Faults need the moment between two of them, so
 * more than one thread must not do this.
 */
static void *keep_busy(void *page)
{
	while (!crowd.ends)
		discard((uintptr_t)page, 1);
	return NULL;
}

static void *fault_and_discard(void *page)
{
	for (int i = 0; i < TURNS; i++) {
		EXPECT_OK(device_map(crowd.fd, (uintptr_t)page, PAGE_BYTES, 0));
		discard((uintptr_t)page, 1);
	}
	return NULL;
}

static void *page_of(size_t block, size_t page)
{
	return (void *)(REGION_BASE + block * BLOCK_BYTES + page * PAGE_BYTES);
}

/*
 * A removal waits until no range is in progress in the mm, which is seldom
 * here. So removals must wait together, or they become more and more.
 */
static void removes_in_a_crowd(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	pthread_t worker[WORKERS], keeper;
	struct mnbench_counters c;

	use_chunks(&cell, BLOCK_BYTES);
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.filter = MNBENCH_FILTER_OFF;
	cell.device_ns = 10 * MS;
	crowd.fd = attached_as(&cell);
	EXPECT_OK(map_area(REGION_BASE, (WORKERS + 1) * BLOCK_BYTES));
	/* Its chunk stays, because nobody discards this page. */
	EXPECT_OK(device_map(crowd.fd, REGION_BASE, PAGE_BYTES, 0));
	EXPECT_OK(pthread_create(&keeper, NULL, keep_busy, page_of(0, 1)));
	for (size_t i = 0; i < WORKERS; i++)
		EXPECT_OK(pthread_create(&worker[i], NULL, fault_and_discard,
					 page_of(1 + i, 0)));
	for (size_t i = 0; i < WORKERS; i++)
		EXPECT_OK(pthread_join(worker[i], NULL));
	crowd.ends = true;
	EXPECT_OK(pthread_join(keeper, NULL));
	EXPECT_OK(device_counters(crowd.fd, &c, false));
	/* Each has one in use, and some that wait for the next moments. */
	EXPECT(c.chunks_peak <= 4 * WORKERS + 1, "%lu chunks of %lu at once",
	       (unsigned long)c.chunks_peak, (unsigned long)c.chunks_inserted);
	EXPECT_OK(device_settle(crowd.fd));
	expect_chunks(crowd.fd, 1, "after settling");
}

static void is_refused(void)
{
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		struct cell cell = test_cell("munmap", mode->name);
		int fd = device_open();

		if (mode->flags & (MODE_KEEPS | MODE_IN_AGENT) ||
		    !mode_is_available(mode->name))
			continue;
		for (uint64_t removal = MNBENCH_REMOVAL_KEEP;
		     removal <= MNBENCH_REMOVAL_SYNC; removal++) {
			cell.removal = removal;
			EXPECT_RETURN(device_attach(fd, &cell), -EINVAL);
		}
	}
}

static void for_each_keeping_mode(const char *what,
				  void (*run)(const void *mode))
{
	const struct mode_info *mode;
	char name[256];

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (!(mode->flags & MODE_KEEPS) ||
		    !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "removal: %s, %s", what,
			 mode->name);
		ktap_test(name, run, mode->name);
	}
}

void suite_removal(void)
{
	static const struct test refused = {"is refused in other modes",
					    is_refused};

	for_each_keeping_mode("keep", keeps);
	for_each_keeping_mode("unmap-only", removes_after_unmap);
	for_each_keeping_mode("unmap-only with ranges",
			      removes_after_the_last_range);
	for_each_keeping_mode("sync", removes_with_next_command);
	ktap_test("removal: in a crowd, chunked", removes_in_a_crowd,
		  "chunked");
	ktap_test("removal: in a crowd, adaptive", removes_in_a_crowd,
		  "adaptive");
	ktap_run("removal", &refused, 1);
}
