// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: the latencies of the device, and how callbacks wait for them. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define MS 1000000UL
/* The unit of latencies, in ns: much more than a debug kernel needs itself. */
#define UNIT    (10 * MS)
#define PAGES   8UL
#define BUFFERS 40UL

static uint64_t read_clock(clockid_t clock)
{
	struct timespec t;

	EXPECT_OK(clock_gettime(clock, &t));
	return t.tv_sec * 1000000000UL + t.tv_nsec;
}

/* The time that something took, in ns. */
struct cost {
	uint64_t time;
	uint64_t cpu;
};

static struct cost now(void)
{
	return (struct cost){
		.time = read_clock(CLOCK_MONOTONIC),
		.cpu = read_clock(CLOCK_THREAD_CPUTIME_ID),
	};
}

static struct cost since(struct cost start)
{
	struct cost end = now();

	return (struct cost){end.time - start.time, end.cpu - start.cpu};
}

static void expect_between(const char *what, uint64_t value, uint64_t low,
			   uint64_t high)
{
	EXPECT(value >= low && value < high, "%s took %lu us, not %lu to %lu",
	       what, (unsigned long)value / 1000, (unsigned long)low / 1000,
	       (unsigned long)high / 1000);
}

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

static struct cost discard(size_t first, size_t pages)
{
	struct cost start = now();

	EXPECT_OK(madvise((void *)(REGION_BASE + first * PAGE_BYTES),
			  pages * PAGE_BYTES, MADV_DONTNEED));
	return since(start);
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

	start = now();
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	cost = since(start);
	expect_between("a fault", cost.time, 4 * UNIT, 6 * UNIT);

	cost = discard(0, PAGES);
	expect_between("an invalidation", cost.time, (2 + PAGES) * UNIT,
		       (4 + PAGES) * UNIT);
	/*
	 * Other processes may come between. A flush of the TLB must not sleep.
	 */
	if (wait == MNBENCH_WAIT_SLEEP &&
	    mode_find(mode)->coverage != MODE_COVERS_FLUSHES)
		expect_between("its processor", cost.cpu, 0, UNIT);
	else
		expect_between("its processor", cost.cpu,
			       (1 + PAGES / 2) * UNIT, (4 + PAGES) * UNIT);

	cost = discard(0, PAGES);
	expect_between("a filtered invalidation", cost.time, 0, UNIT);
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

	start = now();
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	cost = since(start);
	expect_between("a fault", cost.time, 4 * UNIT, 6 * UNIT);

	cost = discard(0, PAGES);
	expect_between("an invalidation", cost.time, 0, UNIT);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.pages_invalidated == PAGES && !counters.waited_ns,
	       "%lu pages, waited %lu us",
	       (unsigned long)counters.pages_invalidated,
	       (unsigned long)counters.waited_ns / 1000);

	usleep(10 * UNIT / 1000);
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.stopped_ns >= cell.device_ns, "stopped for %lu us",
	       (unsigned long)counters.stopped_ns / 1000);
}

static void *discard_first(void *unused)
{
	(void)unused;
	discard(0, 1);
	return NULL;
}

/* Two invalidations at the same time, on a device with @inflight of them. */
static struct cost two_at_once(const char *mode, uint64_t inflight)
{
	struct cell cell = test_cell("munmap", mode);
	struct cost start, cost;
	pthread_t thread;
	int fd;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.filter =
		MNBENCH_FILTER_BITMAP; /* creating a thread changes the mm */
	cell.inflight = inflight;
	cell.device_ns = 10 * UNIT;
	fd = attached_to(&cell);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	start = now();
	EXPECT_OK(pthread_create(&thread, NULL, discard_first, NULL));
	discard(1, 1);
	EXPECT_OK(pthread_join(thread, NULL));
	cost = since(start);
	EXPECT_OK(device_detach(fd));
	return cost;
}

static void queues(const void *mode)
{
	expect_between("one after the other", two_at_once(mode, 1).time,
		       20 * UNIT, 22 * UNIT);
	expect_between("both at once", two_at_once(mode, 2).time, 10 * UNIT,
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
	expect_between("the longest", discard(0, PAGES).time, 1000 * MS,
		       1100 * MS);
}

/* The mm stays as long as one of its threads waits for the device. */
static void *wait_for_device(void *fd_pointer)
{
	int fd = *(int *)fd_pointer;

	for (;;) {
		map_numbered(REGION_BASE, 1);
		EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
		discard(0, 1);
	}
	return NULL;
}

/* The cost of process_mrelease(2) for a process that is being killed. */
static struct cost reap(void (*busy)(const struct cell *cell),
			const struct cell *cell)
{
	int ready[2], status, pidfd;
	struct cost start, cost;
	char c;
	pid_t pid;

	EXPECT_OK(pipe(ready));
	pid = fork();
	if (pid == 0) {
		busy(cell);
		EXPECT(write(ready[1], "x", 1) == 1, "pipe");
		for (;;)
			pause();
	}
	EXPECT(read(ready[0], &c, 1) == 1, "pipe");
	pause_ms(50);
	pidfd = syscall(SYS_pidfd_open, pid, 0);
	EXPECT(pidfd >= 0, "pidfd_open: %d", errno);
	EXPECT_OK(kill(pid, SIGKILL));
	start = now();
	EXPECT(!syscall(SYS_process_mrelease, pidfd, 0), "process_mrelease: %d",
	       errno);
	cost = since(start);
	EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status),
	       "child: %#x", status);
	return cost;
}

static void one_thread_waits(const struct cell *cell)
{
	static int fd;
	pthread_t thread;

	fd = attached_to(cell);
	map_numbered(FAR_BASE, 1);
	EXPECT_OK(device_map(fd, FAR_BASE, PAGE_BYTES, 0));
	EXPECT_OK(pthread_create(&thread, NULL, wait_for_device, &fd));
}

/* Two in each VMA, and each is waited for as long as one can be. */
static void many_buffers(const struct cell *cell)
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
	expect_between("the reaper", reap(many_buffers, &cell).time, 900 * MS,
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
	/*
	 * In one mode only, because it tests the device and spins for a second.
	 */
	ktap_test("latency: reaped with 40 buffers, region",
		  reaped_with_buffers, "region");
}
