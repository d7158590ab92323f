// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: a detach takes the pages from the device while the subscription
 * is still there, and no slow device holds up exits, kills or other processes
 * for long.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/kernel_log.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define MS      1000000UL /* in ns */
#define SECOND  (1000 * MS)
#define LATENCY (20 * MS)
#define CHUNKS  40UL
#define THREADS 150UL
/* The longest time from an invalidation to its completion. */
#define BOUND (2 * MNBENCH_LATENCY_MAX_NS)
/* What the processor needs beside waiting, also that of a debug kernel. */
#define MARGIN (500 * MS)

#define HUNG_TASK       "/proc/sys/kernel/hung_task_timeout_secs"
#define HUNG_TASK_PANIC "/proc/sys/kernel/hung_task_panic"

static uint64_t now_ns(void)
{
	struct timespec t;

	EXPECT_OK(clock_gettime(CLOCK_MONOTONIC, &t));
	return t.tv_sec * SECOND + t.tv_nsec;
}

static void expect_between(const char *what, uint64_t ns, uint64_t low,
			   uint64_t high)
{
	EXPECT(ns >= low && ns <= high, "%s took %lu ms, not %lu to %lu", what,
	       (unsigned long)(ns / MS), (unsigned long)(low / MS),
	       (unsigned long)(high / MS));
}

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

	start = now_ns();
	EXPECT_OK(device_detach(fd));
	expect_between("detach", now_ns() - start, sent * LATENCY,
		       (sent + 1) * LATENCY);
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.invalidations == sent, "%lu invalidations, not %lu",
	       (unsigned long)c.invalidations, (unsigned long)sent);
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		EXPECT(!c.callbacks[i], "%lu callbacks for event %zu",
		       (unsigned long)c.callbacks[i], i);
}

/* As long as it can, and the device does one after the other. */
static struct cell slow_cell(const char *mode)
{
	struct cell cell = test_cell("munmap", mode);

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.inflight = 1;
	cell.device_ns = MNBENCH_LATENCY_MAX_NS;
	return cell;
}

/* Start a process that says when it is @ready and then waits to be killed. */
static pid_t start(void (*run)(const struct cell *cell),
		   const struct cell *cell)
{
	int ready[2];
	pid_t pid;
	char c;

	EXPECT_OK(pipe(ready));
	pid = fork();
	EXPECT(pid >= 0, "fork: %d", errno);
	if (pid == 0) {
		run(cell);
		EXPECT(write(ready[1], "x", 1) == 1, "pipe: %d", errno);
		for (;;)
			pause();
	}
	close(ready[1]);
	EXPECT(read(ready[0], &c, 1) == 1, "the process failed");
	close(ready[0]);
	return pid;
}

static uint64_t time_kill(pid_t pid)
{
	uint64_t start = now_ns();
	int status;

	EXPECT_OK(kill(pid, SIGKILL));
	EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status),
	       "child: %#x", status);
	return now_ns() - start;
}

static pthread_barrier_t all_are_there; /* and have their stacks */

static void *discard_page(void *page)
{
	pthread_barrier_wait(&all_are_there);
	EXPECT_OK(madvise(page, PAGE_BYTES, MADV_DONTNEED));
	return NULL;
}

static void wait_in_threads(const struct cell *cell)
{
	int fd = attached_as(cell);
	pthread_t thread;

	map_numbered(REGION_BASE, THREADS);
	EXPECT_OK(device_map(fd, REGION_BASE, THREADS * PAGE_BYTES, 0));
	EXPECT_OK(pthread_barrier_init(&all_are_there, NULL, THREADS + 1));
	for (size_t i = 0; i < THREADS; i++)
		EXPECT_OK(
			pthread_create(&thread, NULL, discard_page,
				       (void *)(REGION_BASE + i * PAGE_BYTES)));
	pthread_barrier_wait(&all_are_there);
}

/* In a process that has nothing to do with the others. */
static uint64_t time_unregister(void)
{
	struct cell cell = test_cell("munmap", "lifetime");
	int fd = device_open();
	uint64_t start;

	EXPECT_OK(device_attach(fd, &cell));
	start = now_ns();
	EXPECT_OK(device_detach(fd));
	return now_ns() - start;
}

/*
 * Threads that wait for the device all at once are done soon, so no task hangs,
 * and whoever waits for them is not held up for long either: a grace period of
 * SRCU waits at most twice for the readers that there are.
 */
static void threads_wait(const void *mode)
{
	struct cell cell = slow_cell(mode);
	int log = kernel_log_open(true);
	uint64_t kill_ns, unregister_ns;
	bool watched = !access(HUNG_TASK, F_OK);
	pid_t first, second;
	int hung;

	cell.filter = MNBENCH_FILTER_BITMAP; /* threads change the mm */
	if (watched) {
		write_file(HUNG_TASK_PANIC, "0");
		write_file(HUNG_TASK, "4");
	} else {
		printf("# this kernel looks for no hung tasks\n");
	}
	first = start(wait_in_threads, &cell);
	unregister_ns = time_unregister();
	second = start(wait_in_threads, &cell);
	pause_ms(900);
	kill_ns = time_kill(second);
	time_kill(first);
	if (watched) {
		write_file(HUNG_TASK, "120");
		write_file(HUNG_TASK_PANIC, "1");
	}
	printf("# ");
	hung = kernel_log_defects(stdout, log);
	printf("\n");
	expect_between("unregister", unregister_ns, 0, 2 * BOUND + MARGIN);
	expect_between("the end of a killed process", kill_ns, 0,
		       BOUND + MARGIN);
	EXPECT(!hung, "%d tasks hung", hung);
}

static void fill_chunks_of(int fd, const struct cell *cell)
{
	struct cell with_chunks = *cell;

	use_chunks(&with_chunks, BLOCK_BYTES);
	attach_all_memory(fd, &with_chunks);
	EXPECT_OK(map_area(REGION_BASE, CHUNKS * BLOCK_BYTES));
	for (size_t i = 0; i < CHUNKS; i++)
		EXPECT_OK(device_map(fd, REGION_BASE + i * BLOCK_BYTES,
				     PAGE_BYTES, 0));
}

static void fill_chunks(const struct cell *cell)
{
	fill_chunks_of(device_open(), cell);
}

/* The waits of all callbacks of an exit are bounded together. */
static void exit_waits(const void *mode)
{
	struct cell cell = slow_cell(mode);

	expect_between("an exit", time_kill(start(fill_chunks, &cell)),
		       MNBENCH_EXIT_WAIT_MAX_NS,
		       MNBENCH_EXIT_WAIT_MAX_NS + MARGIN);
}

static void exit_skips(const void *mode)
{
	struct cell cell = slow_cell(mode);

	cell.dying = MNBENCH_DYING_SKIP;
	expect_between("an exit", time_kill(start(fill_chunks, &cell)), 0,
		       MARGIN);
}

/*
 * The kernel writes 0 here when the thread exits. The page is shared
 * copy-on-write, so it is taken from the device.
 */
static void *exit_alone(void *page)
{
	syscall(SYS_set_tid_address, page);
	syscall(SYS_exit, 0);
	return NULL;
}

/*
 * Threads of a process that goes on wait as any other, and leave to its exit
 * what that may wait.
 */
static void exiting_threads_wait(const void *mode)
{
	const size_t threads = MNBENCH_EXIT_WAIT_MAX_NS / SECOND + 2;
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters c;
	pthread_t thread;
	uintptr_t page;
	pid_t child;
	int fd;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.filter = MNBENCH_FILTER_BITMAP; /* threads change the mm */
	cell.device_ns = SECOND;
	fd = attached_as(&cell);
	map_numbered(REGION_BASE, 1 + threads);
	child = fork();
	EXPECT(child >= 0, "fork: %d", errno);
	if (child == 0)
		for (;;)
			pause();
	page = REGION_BASE + PAGE_BYTES;
	EXPECT_OK(device_map(fd, page, threads * PAGE_BYTES, 0));
	for (size_t i = 0; i < threads; i++)
		EXPECT_OK(pthread_create(&thread, NULL, exit_alone,
					 (void *)(page + i * PAGE_BYTES)));
	for (size_t i = 0; i < threads; i++)
		while (*(volatile int *)(page + i * PAGE_BYTES))
			pause_ms(10);
	EXPECT_OK(device_counters(fd, &c, false));
	time_kill(child);
	EXPECT(c.pages_invalidated == threads, "%lu pages",
	       (unsigned long)c.pages_invalidated);
	expect_between("all waits", c.waited_ns, threads * SECOND - MARGIN,
		       threads * SECOND + MARGIN);
}

static void *unmap_region(void *unused)
{
	(void)unused;
	munmap((void *)REGION_BASE, CHUNKS * BLOCK_BYTES);
	return NULL;
}

static void unmap_chunks(const struct cell *cell)
{
	pthread_t thread;

	fill_chunks(cell);
	EXPECT_OK(pthread_create(&thread, NULL, unmap_region, NULL));
}

/* So are those of a call that has been killed, and of the exit after it. */
static void killed_call_waits(const void *mode)
{
	struct cell cell = slow_cell(mode);
	pid_t pid = start(unmap_chunks, &cell);

	pause_ms(500);
	expect_between("the end of a killed process", time_kill(pid),
		       MNBENCH_EXIT_WAIT_MAX_NS,
		       MNBENCH_EXIT_WAIT_MAX_NS + BOUND + MARGIN);
}

static int slow_fd;

static void *hold_lock(void *unused)
{
	(void)unused;
	for (;;) {
		*(volatile uint64_t *)REGION_BASE = 1;
		device_map(slow_fd, REGION_BASE, PAGE_BYTES, 0);
		madvise((void *)REGION_BASE, PAGE_BYTES, MADV_DONTNEED);
	}
	return NULL;
}

/* Hold the lock of the device for almost all of the time. */
static void hold_lock_in_thread(const struct cell *cell)
{
	pthread_t thread;

	slow_fd = attached_as(cell);
	map_numbered(REGION_BASE, 1);
	EXPECT_OK(pthread_create(&thread, NULL, hold_lock, NULL));
}

/* Nor does an exit wait long for a lock that another process holds. */
static void exit_skips_lock(const void *mode)
{
	struct cell holding = slow_cell(mode);
	pid_t pid, holder;
	struct cell cell;
	uint64_t ns;

	use_chunks(&holding, BLOCK_BYTES);
	holding.lock_scope = MNBENCH_SCOPE_DEVICE;
	holding.wait_in = MNBENCH_WAIT_INSIDE;
	/* The holder of a spinlock would keep the processor as well. */
	for (holding.lock = MNBENCH_LOCK_MUTEX;
	     holding.lock <= MNBENCH_LOCK_RWSEM; holding.lock++) {
		cell = holding;
		cell.device_ns = 0;
		cell.dying = MNBENCH_DYING_SKIP;
		pid = start(fill_chunks, &cell);
		holder = start(hold_lock_in_thread, &holding);
		pause_ms(100);
		ns = time_kill(pid);
		time_kill(holder);
		expect_between("an exit", ns, 0, MARGIN);
	}
}

/*
 * Another process has the file, too, and closes it last: its waits are bounded
 * as those of an exit are.
 */
static void foreign_close_waits(const void *mode)
{
	struct cell cell = slow_cell(mode);
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
		start = now_ns();
		EXPECT_OK(close(fd));
		expect_between("a close", now_ns() - start,
			       MNBENCH_EXIT_WAIT_MAX_NS,
			       MNBENCH_EXIT_WAIT_MAX_NS + MARGIN);
		_exit(0);
	}
	fill_chunks_of(fd, &cell);
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
	struct cell cell = slow_cell(mode);
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
	start = now_ns();
	EXPECT_OK(device_map(slow_fd, REGION_BASE + 4 * PAGE_BYTES, PAGE_BYTES,
			     0));
	EXPECT_OK(device_unregister(slow_fd, REGION_BASE, 2 * PAGE_BYTES));
	expect_between("others", now_ns() - start, 0, MARGIN / 2);
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
	ktap_test("teardown: threads wait, global", threads_wait, "global");
	ktap_test("teardown: an exit waits, chunked", exit_waits, "chunked");
	ktap_test("teardown: an exit skips, chunked", exit_skips, "chunked");
	ktap_test("teardown: an exit skips a lock, chunked", exit_skips_lock,
		  "chunked");
	ktap_test("teardown: exiting threads wait, whole", exiting_threads_wait,
		  "whole");
	ktap_test("teardown: another process closes, chunked",
		  foreign_close_waits, "chunked");
	ktap_test("teardown: a killed call waits, chunked", killed_call_waits,
		  "chunked");
}
