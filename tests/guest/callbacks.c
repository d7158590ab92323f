// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ranges that no workload makes: the whole address space at once, from another
 * process, from compaction.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "ktap.h"
#include "modes.h"
#include "suites.h"

#define CHUNKS 16UL

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	EXPECT(fd >= 0 &&
		       write(fd, text, strlen(text)) == (ssize_t)strlen(text),
	       "%s: %d", path, errno);
	close(fd);
}

/* One page in each of some chunks, on the device. */
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

/* [0, ULONG_MAX): every subscription is told, and every page goes. */
static void soft_dirty(const void *mode)
{
	bool chunks = mode_find(mode)->coverage == MODE_COVERS_CHUNKS;
	int fd = attached_with_chunks(mode);
	struct mnbench_counters counters;

	EXPECT_OK(device_counters(fd, &counters, true));
	EXPECT(counters.pages_now == CHUNKS, "%lu pages",
	       (unsigned long)counters.pages_now);
	write_file("/proc/self/clear_refs", "4");
	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.callbacks[MNBENCH_EVENT_SOFT_DIRTY] ==
		       (chunks ? CHUNKS : 1),
	       "%lu callbacks",
	       (unsigned long)counters.callbacks[MNBENCH_EVENT_SOFT_DIRTY]);
	EXPECT(counters.pages_invalidated == CHUNKS && !counters.pages_now,
	       "%lu pages left", (unsigned long)counters.pages_now);
	EXPECT(!chunks || !counters.chunks_now, "%lu chunks left",
	       (unsigned long)counters.chunks_now);
}

static void foreign_process(const void *mode)
{
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
	/* This process's own copy-on-write faults after fork come on top. */
	EXPECT(counters.callbacks[MNBENCH_EVENT_CLEAR] >= 1 &&
		       counters.pages_invalidated == 16,
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

void suite_callbacks(void)
{
	for_each_device_mode("callbacks", "soft-dirty of everything",
			     soft_dirty);
	for_each_device_mode("callbacks", "a hole by another process",
			     foreign_process);
	for_each_device_mode("callbacks", "compaction", compaction);
}
