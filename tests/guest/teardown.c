// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: a detach takes the pages from the device while the subscription
 * is still there, and no slow device holds up exits, kills or other processes
 * for long.
 */
#include "teardown.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "common/modes.h"
#include "ktap.h"

#define LATENCY (20 * MS)

/* No callback, but one invalidation for each subscription with pages. */
static void detach_invalidates(const void *mode)
{
	const struct mode_info *info = mode_find(mode);
	bool whole = info->coverage == MODE_COVERS_EVERYTHING ||
		     info->coverage == MODE_COVERS_FLUSHES;
	uint64_t sent = whole ? 1 : 2;
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

	start = clock_ns();
	EXPECT_OK(device_detach(fd));
	expect_time("detach", clock_ns() - start, sent * LATENCY,
		    (sent + 1) * LATENCY);
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.invalidations == sent, "%lu invalidations, not %lu",
	       (unsigned long)c.invalidations, (unsigned long)sent);
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		EXPECT(!c.callbacks[i], "%lu callbacks for event %zu",
		       (unsigned long)c.callbacks[i], i);
}

static struct cell slow(struct cell cell)
{
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.inflight = 1;
	if (!cell.device_ns)
		cell.device_ns = MNBENCH_LATENCY_MAX_NS;
	return cell;
}

struct cell teardown_slow_cell(const char *mode)
{
	return slow(test_cell("munmap", mode));
}

struct cell teardown_cell(const char *line)
{
	struct error error = {0};
	struct cell cell;
	char all[256];

	snprintf(all, sizeof(all), "workload=munmap %s", line);
	EXPECT(!cell_from_line(&cell, all, &error), "%s", error.message);
	return slow(cell);
}

void teardown_fill_chunks(int fd, const struct cell *cell)
{
	struct cell with_chunks = *cell;

	use_chunks(&with_chunks, BLOCK_BYTES);
	attach_all_memory(fd, &with_chunks);
	EXPECT_OK(map_area(REGION_BASE, CHUNKS * BLOCK_BYTES));
	for (size_t i = 0; i < CHUNKS; i++)
		EXPECT_OK(device_map(fd, REGION_BASE + i * BLOCK_BYTES,
				     PAGE_BYTES, 0));
}

static int slow_fd;

/*
 * Another process has the file, too, and closes it last: its waits are bounded
 * as those of an exit are.
 */
static void foreign_close_waits(const void *mode)
{
	struct cell cell = teardown_slow_cell(mode);
	int fd = device_open(), closed[2], status;
	uint64_t start;
	pid_t pid;
	char c;

	EXPECT_OK(pipe(closed));
	pid = fork();
	EXPECT(pid >= 0, "fork: %d", errno);
	if (pid == 0) {
		close(closed[1]);
		EXPECT(!read(closed[0], &c, 1), "the pipe was not closed");
		start = clock_ns();
		EXPECT_OK(close(fd));
		expect_time("a close", clock_ns() - start,
			    MNBENCH_EXIT_WAIT_MAX_NS,
			    MNBENCH_EXIT_WAIT_MAX_NS + MARGIN);
		_exit(0);
	}
	teardown_fill_chunks(fd, &cell);
	EXPECT_OK(close(fd));
	EXPECT_OK(close(closed[1]));
	EXPECT(waitpid(pid, &status, 0) == pid && !status, "child: %#x",
	       status);
}

static void *discard_slowly(void *page)
{
	EXPECT_OK(madvise(page, PAGE_BYTES, MADV_DONTNEED));
	return NULL;
}

/* It waits for the end of the range that is in progress. */
static void *fault_meanwhile(void *page)
{
	pause_ms(100);
	EXPECT_RETURN(device_map(slow_fd, (uintptr_t)page, PAGE_BYTES, 0),
		      -EACCES);
	return NULL;
}

static void *register_meanwhile(void *page)
{
	pause_ms(200);
	EXPECT_OK(device_register(slow_fd, (uintptr_t)page, PAGE_BYTES));
	return NULL;
}

/*
 * A fault that has to wait holds up neither other buffers nor the end of its
 * own, after which it fails.
 */
static void fault_waits_alone(const void *mode)
{
	void *(*const run[])(void *) = {fault_meanwhile, register_meanwhile,
					discard_slowly};
	const uintptr_t page[] = {REGION_BASE + PAGE_BYTES,
				  REGION_BASE + 8 * PAGE_BYTES, REGION_BASE};
	struct cell cell = teardown_slow_cell(mode);
	struct mnbench_counters c;
	pthread_t thread[3];
	uint64_t start;

	slow_fd = device_open();
	EXPECT_OK(device_attach(slow_fd, &cell));
	map_numbered(REGION_BASE, 8);
	EXPECT_OK(device_register(slow_fd, REGION_BASE, 2 * PAGE_BYTES));
	EXPECT_OK(device_register(slow_fd, REGION_BASE + 4 * PAGE_BYTES,
				  PAGE_BYTES));
	EXPECT_OK(device_map(slow_fd, REGION_BASE, PAGE_BYTES, 0));
	for (size_t i = 0; i < 3; i++)
		EXPECT_OK(pthread_create(&thread[i], NULL, run[i],
					 (void *)page[i]));
	pause_ms(300);
	start = clock_ns();
	EXPECT_OK(device_map(slow_fd, REGION_BASE + 4 * PAGE_BYTES, PAGE_BYTES,
			     0));
	EXPECT_OK(device_unregister(slow_fd, REGION_BASE, 2 * PAGE_BYTES));
	expect_time("others", clock_ns() - start, 0, MARGIN / 2);
	for (size_t i = 0; i < 3; i++)
		EXPECT_OK(pthread_join(thread[i], NULL));
	EXPECT_OK(device_counters(slow_fd, &c, false));
	EXPECT(c.chunks_now == 2 && c.pages_now == 1, "%lu buffers, %lu pages",
	       (unsigned long)c.chunks_now, (unsigned long)c.pages_now);
}

void suite_teardown(void)
{
	for_each_device_mode("teardown", "a detach invalidates",
			     detach_invalidates);
	ktap_test("teardown: a fault waits alone, region", fault_waits_alone,
		  "region");
	ktap_test("teardown: another process closes, chunked",
		  foreign_close_waits, "chunked");
	teardown_by_exits();
}
