// SPDX-License-Identifier: GPL-2.0-only
/* Test suite teardown: no slow device holds up exits and kills for long. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "agent/kernel_log.h"
#include "ktap.h"
#include "teardown.h"
#include "victim.h"

#define THREADS 150UL
/* The longest time from an invalidation to its completion. */
#define BOUND (2 * MNBENCH_LATENCY_MAX_NS)
/* The longest wait for a driver's lock whose holders wait for the device. */
#define LOCK_BOUND (MNBENCH_LATENCY_MAX_NS + BOUND)

#define HUNG_TASK       "/proc/sys/kernel/hung_task_timeout_secs"
#define HUNG_TASK_PANIC "/proc/sys/kernel/hung_task_panic"

static pthread_barrier_t all_are_there; /* and have their stacks */

static void *discard_page(void *page)
{
	pthread_barrier_wait(&all_are_there);
	EXPECT_OK(madvise(page, PAGE_BYTES, MADV_DONTNEED));
	return NULL;
}

static int wait_in_threads(const struct cell *cell)
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
	return fd;
}

/* In a process that has nothing to do with the others. */
static uint64_t time_unregister(void)
{
	struct cell cell = test_cell("munmap", "lifetime");
	int fd = device_open();
	uint64_t start;

	EXPECT_OK(device_attach(fd, &cell));
	start = clock_ns();
	EXPECT_OK(device_detach(fd));
	return clock_ns() - start;
}

/*
 * Threads that wait for the device all at once are done soon, so no task hangs,
 * and whoever waits for them is not held up for long either: a grace period of
 * SRCU waits at most twice for the readers that there are.
 */
static void threads_wait(const void *line)
{
	struct cell cell = teardown_cell(line);
	uint64_t bound = cell.wait_in == MNBENCH_WAIT_INSIDE
				 ? LOCK_BOUND + BOUND
				 : BOUND;
	int log = kernel_log_open(true);
	uint64_t kill_ns, unregister_ns;
	bool watched = !access(HUNG_TASK, F_OK);
	struct victim first, second;
	int hung;

	cell.filter = MNBENCH_FILTER_BITMAP; /* threads change the mm */
	if (watched) {
		write_file(HUNG_TASK_PANIC, "0");
		write_file(HUNG_TASK, "4");
	} else {
		printf("# this kernel looks for no hung tasks\n");
	}
	first = victim_start(wait_in_threads, &cell);
	unregister_ns = time_unregister();
	second = victim_start(wait_in_threads, &cell);
	pause_ms(900);
	kill_ns = victim_kill(&second);
	victim_kill(&first);
	if (watched) {
		write_file(HUNG_TASK, "120");
		write_file(HUNG_TASK_PANIC, "1");
	}
	printf("# ");
	hung = kernel_log_defects(stdout, log);
	printf("\n");
	expect_time("unregister", unregister_ns, 0, 2 * bound + MARGIN);
	expect_time("the end of a killed process", kill_ns, 0, BOUND + MARGIN);
	EXPECT(!hung, "%d tasks hung", hung);
}

static int fill_chunks(const struct cell *cell)
{
	int fd = device_open();

	teardown_fill_chunks(fd, cell);
	return fd;
}

/* The waits of all callbacks of an exit are bounded together. */
static void exit_waits(const void *mode)
{
	struct cell cell = teardown_slow_cell(mode);
	struct victim victim = victim_start(fill_chunks, &cell);

	expect_time("an exit", victim_kill(&victim), MNBENCH_EXIT_WAIT_MAX_NS,
		    MNBENCH_EXIT_WAIT_MAX_NS + MARGIN);
}

static void exit_skips(const void *mode)
{
	struct cell cell = teardown_slow_cell(mode);
	struct victim victim;

	cell.dying = MNBENCH_DYING_SKIP;
	victim = victim_start(fill_chunks, &cell);
	expect_time("an exit", victim_kill(&victim), 0, MARGIN);
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
	int fd, status;

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
	EXPECT_OK(kill(child, SIGKILL));
	EXPECT(waitpid(child, &status, 0) == child, "waitpid");
	EXPECT(c.pages_invalidated == threads, "%lu pages",
	       (unsigned long)c.pages_invalidated);
	expect_time("all waits", c.waited_ns, threads * SECOND - MARGIN,
		    threads * SECOND + MARGIN);
}

static void *unmap_region(void *unused)
{
	(void)unused;
	munmap((void *)REGION_BASE, CHUNKS * BLOCK_BYTES);
	return NULL;
}

static int unmap_chunks(const struct cell *cell)
{
	int fd = fill_chunks(cell);
	pthread_t thread;

	EXPECT_OK(pthread_create(&thread, NULL, unmap_region, NULL));
	return fd;
}

/* So are those of a call that has been killed, and of the exit after it. */
static void killed_call_waits(const void *mode)
{
	struct cell cell = teardown_slow_cell(mode);
	struct victim victim = victim_start(unmap_chunks, &cell);

	pause_ms(500);
	expect_time("the end of a killed process", victim_kill(&victim),
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
static int hold_lock_in_thread(const struct cell *cell)
{
	pthread_t thread;

	slow_fd = attached_as(cell);
	map_numbered(REGION_BASE, 1);
	EXPECT_OK(pthread_create(&thread, NULL, hold_lock, NULL));
	return slow_fd;
}

/* Nor does an exit wait long for a lock that another process holds. */
static void exit_skips_lock(const void *mode)
{
	struct cell holding = teardown_slow_cell(mode);
	struct victim victim, holder;
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
		victim = victim_start(fill_chunks, &cell);
		holder = victim_start(hold_lock_in_thread, &holding);
		pause_ms(100);
		ns = victim_kill(&victim);
		victim_kill(&holder);
		expect_time("an exit", ns, 0, MARGIN);
	}
}

void teardown_by_exits(void)
{
	static const char *const waits[] = {
		"mode=global",
		"mode=global lock=mutex wait_in=inside",
		"mode=global lock=rwsem wait_in=inside device_ns=100ms",
	};
	char name[128];

	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
		snprintf(name, sizeof(name), "teardown: threads wait, %s",
			 waits[i]);
		ktap_test(name, threads_wait, waits[i]);
	}
	ktap_test("teardown: an exit waits, chunked", exit_waits, "chunked");
	ktap_test("teardown: an exit skips, chunked", exit_skips, "chunked");
	ktap_test("teardown: an exit skips a lock, chunked", exit_skips_lock,
		  "chunked");
	ktap_test("teardown: exiting threads wait, whole", exiting_threads_wait,
		  "whole");
	ktap_test("teardown: a killed call waits, chunked", killed_call_waits,
		  "chunked");
}
