// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: memory that a driver keeps for each notifier and its pages. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define CHUNK_BYTES     (1UL << 20)
#define PAGE_BYTES_KEPT 16UL
#define PAGES           8UL

static uint64_t bytes_of(int fd)
{
	struct mnbench_counters c;

	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &c, false));
	return c.bytes;
}

static uint64_t bytes_of_detached(int fd)
{
	struct mnbench_counters c;

	EXPECT_OK(device_counters(fd, &c, false));
	return c.bytes;
}

/* Bytes of a session whose device holds pages of one chunk or buffer. */
static uint64_t bytes_with(const char *mode, uint64_t chunk_bytes,
			   uint64_t page_bytes, uint64_t *after)
{
	struct cell cell = test_cell("munmap", mode);
	int fd = device_open();
	uint64_t bytes;

	use_chunks(&cell, BLOCK_BYTES);
	cell.chunk_bytes = chunk_bytes;
	cell.page_bytes = page_bytes;
	EXPECT_OK(device_attach(fd, &cell));
	map_numbered(REGION_BASE, PAGES);
	EXPECT_OK(device_register(fd, REGION_BASE, PAGES * PAGE_BYTES));
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	bytes = bytes_of(fd);
	EXPECT_OK(device_unregister(fd, REGION_BASE, PAGES * PAGE_BYTES));
	EXPECT_OK(munmap((void *)REGION_BASE, PAGES * PAGE_BYTES));
	*after = bytes_of(fd);
	EXPECT_OK(device_detach(fd));
	return bytes;
}

static void is_counted(const void *mode)
{
	const struct mode_info *info = mode_find(mode);
	uint64_t pages =
		mode_has_chunks(info) ? BLOCK_BYTES / PAGE_BYTES : PAGES;
	uint64_t page_bytes = mode_has_parts(info) ? PAGE_BYTES_KEPT : 0;
	uint64_t after, more_after, expected_after;
	uint64_t bytes = bytes_with(mode, 0, 0, &after);
	uint64_t more = bytes_with(mode, CHUNK_BYTES, page_bytes, &more_after);

	EXPECT(more - bytes == CHUNK_BYTES + pages * page_bytes,
	       "%lu bytes more", (unsigned long)(more - bytes));
	expected_after = mode_has_parts(info) ? 0 : CHUNK_BYTES;
	EXPECT(more_after - after == expected_after, "%lu bytes more after",
	       (unsigned long)(more_after - after));
}

static void is_bounded(const void *mode)
{
	const struct mode_info *info = mode_find(mode);
	struct cell cell = test_cell("munmap", mode);
	int fd = device_open();

	use_chunks(&cell, BLOCK_BYTES);
	cell.chunk_bytes = MNBENCH_KEPT_MAX + 1;
	EXPECT_RETURN(device_attach(fd, &cell), -EINVAL);
	cell.chunk_bytes = MNBENCH_KEPT_MAX;
	cell.page_bytes = 1;
	if (info->coverage != MODE_COVERS_BUFFERS) {
		EXPECT_RETURN(device_attach(fd, &cell), -EINVAL);
		return;
	}
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_RETURN(device_register(fd, REGION_BASE, PAGE_BYTES), -EINVAL);
}

/* What a session holds before the device has a page. */
static uint64_t bytes_as(const char *mode, uint64_t lock, uint64_t filter)
{
	struct cell cell = test_cell("munmap", mode);
	int fd = device_open();
	uint64_t bytes;

	cell.lock = lock;
	cell.filter = filter;
	EXPECT_OK(device_attach(fd, &cell));
	bytes = bytes_of(fd);
	EXPECT_OK(device_detach(fd));
	EXPECT(!bytes_of_detached(fd), "%lu bytes after the detach",
	       (unsigned long)bytes_of_detached(fd));
	EXPECT_OK(close(fd));
	return bytes;
}

/* A policy, and what its filter keeps for the session. */
static void policies_are_counted(void)
{
	uint64_t plain = bytes_as("global", MNBENCH_LOCK_SPINLOCK,
				  MNBENCH_FILTER_BITMAP);
	uint64_t locks =
		bytes_as("global", MNBENCH_LOCK_MUTEX, MNBENCH_FILTER_BITMAP);
	uint64_t slots =
		bytes_as("global", MNBENCH_LOCK_MUTEX, MNBENCH_FILTER_SLOTS);

	EXPECT(locks > plain && slots > locks, "%lu, %lu and %lu bytes",
	       (unsigned long)plain, (unsigned long)locks,
	       (unsigned long)slots);
}

void suite_driver_bytes(void)
{
	static const struct test tests[] = {
		{"policies are counted", policies_are_counted},
	};

	ktap_run("driver-bytes", tests, sizeof(tests) / sizeof(tests[0]));
	for_each_device_mode("driver-bytes", "is counted", is_counted);
	for_each_device_mode("driver-bytes", "is bounded", is_bounded);
}
