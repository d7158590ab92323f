// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: ranges that no workload makes, of any size and place, of the
 * whole address space, from another process and from compaction.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define CHUNKS      16UL
#define EXACT_PAGES 1536UL
#define LARGE_PAGES 10000UL

/* The device holds a page in each of several chunks. */
static int attached_with_chunks(const char *mode)
{
	int fd = attached(mode);

	for (size_t i = 0; i < CHUNKS; i++) {
		map_numbered(REGION_BASE + i * BLOCK_BYTES, 1);
		EXPECT_OK(device_map(fd, REGION_BASE + i * BLOCK_BYTES,
				     PAGE_BYTES, MNBENCH_COMMAND_WRITABLE));
	}
	return fd;
}

/* [0, ULONG_MAX): every subscription gets a callback, and every page goes. */
static void soft_dirty(const void *mode)
{
	const struct mode_info *info = mode_find(mode);
	bool chunks = mode_has_chunks(info);
	bool buffers = info->coverage == MODE_COVERS_BUFFERS;
	uint64_t callbacks = chunks ? CHUNKS : buffers ? TEST_BUFFERS : 1;
	int fd = attached_with_chunks(mode);
	struct mnbench_counters counters;

	EXPECT_OK(device_counters(fd, &counters, true));
	EXPECT(counters.pages_now == CHUNKS, "%lu pages",
	       (unsigned long)counters.pages_now);
	write_file("/proc/self/clear_refs", "4");
	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &counters, false));
	if (info->coverage == MODE_COVERS_FLUSHES)
		EXPECT(counters.secondary_all >= 1, "no flush of everything");
	else
		EXPECT(counters.callbacks[MNBENCH_EVENT_SOFT_DIRTY] ==
			       callbacks,
		       "%lu callbacks",
		       (unsigned long)
			       counters.callbacks[MNBENCH_EVENT_SOFT_DIRTY]);
	EXPECT(counters.pages_invalidated == CHUNKS && !counters.pages_now,
	       "%lu pages left", (unsigned long)counters.pages_now);
	EXPECT(!chunks || !counters.chunks_now, "%lu chunks left",
	       (unsigned long)counters.chunks_now);
}

/*
 * Exactly the pages of the range go, wherever it lies in leaves of the device
 * page table.
 */
static void exact_range(const void *mode)
{
	static const struct {
		size_t first, count;
	} ranges[] = {
		{0, 1},   {1, 1},   {1, 2},     {511, 1},    {512, 1},
		{511, 2}, {510, 4}, {512, 512}, {100, 1000}, {1535, 1},
	};
	static uint8_t states[EXACT_PAGES];
	int fd = attached(mode);

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		size_t first = ranges[i].first, count = ranges[i].count;
		struct mnbench_counters counters;

		map_numbered(REGION_BASE, EXACT_PAGES);
		EXPECT_OK(device_map(fd, REGION_BASE, EXACT_PAGES * PAGE_BYTES,
				     0));
		EXPECT_OK(device_counters(fd, &counters, true));
		EXPECT_OK(madvise((void *)(REGION_BASE + first * PAGE_BYTES),
				  count * PAGE_BYTES, MADV_DONTNEED));
		EXPECT_OK(device_counters(fd, &counters, false));
		EXPECT(counters.pages_invalidated == count &&
			       counters.pages_now == EXACT_PAGES - count,
		       "%zu pages at %zu: %lu invalidated", count, first,
		       (unsigned long)counters.pages_invalidated);
		EXPECT_OK(device_snapshot(fd, REGION_BASE,
					  EXACT_PAGES * PAGE_BYTES, states));
		for (size_t p = 0; p < EXACT_PAGES; p++)
			EXPECT((states[p] == MNBENCH_PAGE_ABSENT) ==
				       (p - first < count),
			       "%zu pages at %zu: page %zu is %u", count, first,
			       p, states[p]);
	}
}

/* More pages than one callback takes away without dropping the device lock. */
static void large_range(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd;

	use_chunks(&cell, 1UL << 30);
	fd = attached_as(&cell);
	map_numbered(REGION_BASE, LARGE_PAGES);
	EXPECT_OK(device_map(fd, REGION_BASE, LARGE_PAGES * PAGE_BYTES, 0));
	EXPECT_OK(device_counters(fd, &counters, true));
	EXPECT_OK(munmap((void *)REGION_BASE, LARGE_PAGES * PAGE_BYTES));
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.pages_invalidated == LARGE_PAGES && !counters.pages_now,
	       "%lu pages left", (unsigned long)counters.pages_now);
}

/* Single pages, near and far, are mapped and unmapped in different orders. */
static void scattered_pages(const void *mode)
{
	static const uintptr_t offsets[] = {
		64UL << 30, 3UL << 21, 0, 1UL << 40, PAGE_BYTES, 1UL << 30,
	};
	enum { COUNT = sizeof(offsets) / sizeof(offsets[0]) };
	int fd = attached(mode);

	for (size_t turn = 0; turn < COUNT; turn++) {
		for (size_t i = 0; i < COUNT; i++) {
			map_numbered(REGION_BASE + offsets[i], 1);
			EXPECT_OK(device_map(fd, REGION_BASE + offsets[i],
					     PAGE_BYTES, 0));
		}
		for (size_t i = 0; i < COUNT; i++) {
			uintptr_t addr =
				REGION_BASE + offsets[(i + turn) % COUNT];
			struct mnbench_counters counters;

			EXPECT_OK(munmap((void *)addr, PAGE_BYTES));
			EXPECT_OK(device_counters(fd, &counters, false));
			EXPECT(counters.pages_now == COUNT - 1 - i,
			       "%lu pages left of %zu",
			       (unsigned long)counters.pages_now,
			       COUNT - 1 - i);
		}
	}
}

static void foreign_process(const void *mode)
{
	bool flushes = mode_find(mode)->coverage == MODE_COVERS_FLUSHES;
	int file = memfd_create("test", 0), fd = attached(mode), status;
	struct mnbench_counters counters;
	pid_t pid;

	EXPECT_OK(ftruncate(file, BLOCK_BYTES));
	EXPECT(mmap((void *)REGION_BASE, BLOCK_BYTES, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_FIXED, file, 0) != MAP_FAILED,
	       "mmap: %d", errno);
	EXPECT_OK(device_map(fd, REGION_BASE, BLOCK_BYTES,
			     MNBENCH_COMMAND_WRITABLE));
	EXPECT_OK(device_counters(fd, &counters, true));
	pid = fork();
	if (pid == 0)
		_exit(fallocate(file,
				FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
				16 * PAGE_BYTES)
			      ? 1
			      : 0);
	EXPECT(waitpid(pid, &status, 0) == pid && !status, "fallocate: %#x",
	       status);
	EXPECT_OK(device_counters(fd, &counters, false));
	/*
	 * The copy-on-write faults of this process after fork() are counted as
	 * well; fork() itself may flush the whole TLB.
	 */
	EXPECT((counters.callbacks[MNBENCH_EVENT_CLEAR] >= 1 ||
		counters.secondary >= 1) &&
		       (counters.pages_invalidated == 16 ||
			(flushes && counters.pages_invalidated > 16)),
	       "%lu callbacks, %lu pages",
	       (unsigned long)counters.callbacks[MNBENCH_EVENT_CLEAR],
	       (unsigned long)counters.pages_invalidated);
	expect_no_stale_page(fd, REGION_BASE, BLOCK_BYTES);
}

static void compaction(const void *mode)
{
	int fd = attached_with_chunks(mode);

	for (int i = 0; i < 3; i++) {
		write_file("/proc/sys/vm/compact_memory", "1");
		expect_no_stale_page(fd, REGION_BASE, CHUNKS * BLOCK_BYTES);
	}
}

void suite_ranges(void)
{
	for_each_device_mode("ranges", "soft-dirty of everything", soft_dirty);
	for_each_device_mode("ranges", "exactly the range", exact_range);
	for_each_device_mode("ranges", "a large range", large_range);
	for_each_device_mode("ranges", "scattered pages", scattered_pages);
	for_each_device_mode("ranges", "a hole by another process",
			     foreign_process);
	for_each_device_mode("ranges", "compaction", compaction);
}
