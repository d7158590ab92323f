// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: what drivers do around an invalidation. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define MS 1000000UL
/* The unit of latencies, in ns: much more than a debug kernel needs itself. */
#define UNIT  (10 * MS)
#define PAGES 8UL
/* Pages in two chunks, whatever the mode. */
#define HERE  REGION_BASE
#define THERE (REGION_BASE + BLOCK_BYTES)

static void expect_time(const char *what, uint64_t ns, uint64_t low,
			uint64_t high)
{
	EXPECT(ns >= low && ns < high, "%s took %lu us, not %lu to %lu", what,
	       (unsigned long)ns / 1000, (unsigned long)low / 1000,
	       (unsigned long)high / 1000);
}

static struct mnbench_counters counters_of(int fd)
{
	struct mnbench_counters counters;

	EXPECT_OK(device_counters(fd, &counters, false));
	return counters;
}

static void discard(uintptr_t addr, size_t pages)
{
	EXPECT_OK(madvise((void *)addr, pages * PAGE_BYTES, MADV_DONTNEED));
}

/*
 * A cell whose device takes its time. Only callbacks that find pages wait, so
 * that a thread can be created meanwhile.
 */
static struct cell slow_cell(const char *mode)
{
	struct cell cell = test_cell("munmap", mode);

	use_chunks(&cell, BLOCK_BYTES);
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.filter = MNBENCH_FILTER_BITMAP;
	cell.device_ns = 10 * UNIT;
	return cell;
}

/* A session in which the device holds a page here and one there. */
static int holding_two(const struct cell *cell)
{
	int fd = attached_as(cell);

	map_numbered(HERE, 1);
	map_numbered(THERE, 1);
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	EXPECT_OK(device_map(fd, THERE, PAGE_BYTES, 0));
	return fd;
}

static void *discard_there(void *unused)
{
	(void)unused;
	discard(THERE, 1);
	return NULL;
}

/* How long two invalidations take that start at the same time. */
static uint64_t two_at_once(const struct cell *cell, uint64_t *contended)
{
	int fd = holding_two(cell);
	pthread_t thread;
	uint64_t start;

	start = clock_ns();
	EXPECT_OK(pthread_create(&thread, NULL, discard_there, NULL));
	discard(HERE, 1);
	EXPECT_OK(pthread_join(thread, NULL));
	start = clock_ns() - start;
	*contended = counters_of(fd).contended;
	EXPECT_OK(close(fd));
	return start;
}

static void waits_inside_or_outside(const void *mode)
{
	struct cell cell = slow_cell(mode);
	uint64_t contended;

	for (cell.lock = 0; cell.lock <= MNBENCH_LOCK_RWSEM; cell.lock++) {
		cell.wait_in = MNBENCH_WAIT_OUTSIDE;
		expect_time("outside", two_at_once(&cell, &contended),
			    10 * UNIT, 14 * UNIT);
		cell.wait_in = MNBENCH_WAIT_INSIDE;
		expect_time("inside", two_at_once(&cell, &contended), 20 * UNIT,
			    26 * UNIT);
		EXPECT(contended, "nothing contended inside");
	}
}

static void *keep_discarding(void *fd_pointer)
{
	int fd = *(int *)fd_pointer;

	for (;;) {
		/* Not mmap(), which would hold mmap_lock for writing. */
		*(volatile uint64_t *)THERE = 1;
		device_map(fd, THERE, PAGE_BYTES, 0);
		discard(THERE, 1);
	}
	return NULL;
}

/* Another process, with a device of the same number, holds the lock mostly. */
static void locks_the_device(const void *mode)
{
	struct cell cell = slow_cell(mode);
	int status, fd;
	pid_t pid;

	cell.lock = MNBENCH_LOCK_MUTEX;
	cell.lock_scope = MNBENCH_SCOPE_DEVICE;
	cell.wait_in = MNBENCH_WAIT_INSIDE;
	pid = fork();
	if (pid == 0) {
		fd = holding_two(&cell);
		keep_discarding(&fd);
	}
	fd = holding_two(&cell);
	for (int i = 0; i < 100 && !counters_of(fd).contended; i++) {
		*(volatile uint64_t *)HERE = 1;
		EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
		discard(HERE, 1);
	}
	EXPECT(counters_of(fd).contended, "never contended");
	EXPECT_OK(kill(pid, SIGKILL));
	EXPECT(waitpid(pid, &status, 0) == pid, "waitpid");
}

static void locks_a_chunk(const void *mode)
{
	struct cell cell = slow_cell(mode);
	uint64_t contended;

	cell.lock = MNBENCH_LOCK_MUTEX;
	cell.wait_in = MNBENCH_WAIT_INSIDE;
	cell.lock_scope = MNBENCH_SCOPE_CHUNK;
	expect_time("two chunks", two_at_once(&cell, &contended), 10 * UNIT,
		    14 * UNIT);
	EXPECT(!contended, "%lu contended", (unsigned long)contended);
}

/*
 * How often a fault starts again that comes while the invalidation there waits,
 * which is the only one.
 */
static uint64_t fault_meanwhile(struct cell cell, uintptr_t addr, uint64_t low,
				uint64_t high)
{
	struct mnbench_counters counters;
	int fd = holding_two(&cell);
	pthread_t thread;
	uint64_t start;

	map_numbered(HERE + PAGE_BYTES, 1);
	EXPECT_OK(pthread_create(&thread, NULL, discard_there, NULL));
	pause_ms(20);
	start = clock_ns();
	EXPECT_OK(device_map(fd, addr, PAGE_BYTES, 0));
	expect_time("a fault", clock_ns() - start, low, high);
	EXPECT_OK(pthread_join(thread, NULL));
	counters = counters_of(fd);
	EXPECT_OK(close(fd));
	return counters.collisions;
}

static void expect_no_collision(struct cell cell, uintptr_t addr, uint64_t low,
				uint64_t high)
{
	uint64_t collisions = fault_meanwhile(cell, addr, low, high);

	EXPECT(!collisions, "%lu collisions", (unsigned long)collisions);
}

/* A fault in another chunk waits for the lock. */
static void faults_wait(void)
{
	struct cell cell = slow_cell("chunked");

	for (cell.lock = 0; cell.lock <= MNBENCH_LOCK_RWSEM; cell.lock++) {
		cell.wait_in = MNBENCH_WAIT_OUTSIDE;
		expect_no_collision(cell, HERE + PAGE_BYTES, 0, 4 * UNIT);
		cell.wait_in = MNBENCH_WAIT_INSIDE;
		expect_no_collision(cell, HERE + PAGE_BYTES, 4 * UNIT,
				    14 * UNIT);
	}
}

/*
 * As in KVM: only a fault in the range starts again until the range has ended.
 * Any other waits for the lock alone.
 */
static void faults_retry(const void *mode)
{
	struct cell cell = slow_cell(mode);

	for (cell.lock = 0; cell.lock <= MNBENCH_LOCK_RWSEM; cell.lock++) {
		cell.wait_in = MNBENCH_WAIT_OUTSIDE;
		cell.fault_wait = MNBENCH_FAULT_BLOCK;
		expect_no_collision(cell, HERE + PAGE_BYTES, 4 * UNIT,
				    14 * UNIT);
		cell.fault_wait = MNBENCH_FAULT_RETRY;
		expect_no_collision(cell, HERE + PAGE_BYTES, 0, 4 * UNIT);
		EXPECT(fault_meanwhile(cell, THERE, 4 * UNIT, 14 * UNIT),
		       "a fault in the range did not start again");
		/* The end of the range may come before its pages or after. */
		cell.wait_in = MNBENCH_WAIT_INSIDE;
		EXPECT(fault_meanwhile(cell, HERE + PAGE_BYTES, 4 * UNIT,
				       14 * UNIT) <= 1,
		       "a fault beside the range started again more than once");
	}
}

static void counts_the_waits(const void *mode)
{
	struct cell cell = slow_cell(mode);
	struct mnbench_counters counters;
	int fd = holding_two(&cell);

	discard(HERE, 1);
	discard(THERE, 1);
	EXPECT_OK(device_counters(fd, &counters, true));
	/* A wait begins some time after the device did. */
	expect_time("waiting", counters.waited_ns, 16 * UNIT, 22 * UNIT);
	expect_time("the stop", counters.stopped_ns, 20 * UNIT, 20 * UNIT + 1);
	counters = counters_of(fd);
	EXPECT(!counters.waited_ns && !counters.stopped_ns, "not reset");
}

static void map_takes_time(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	uint64_t start;
	int fd;

	for (cell.lock = 0; cell.lock <= MNBENCH_LOCK_RWSEM; cell.lock++) {
		cell.map_page_ns = UNIT;
		fd = attached_as(&cell);
		map_numbered(HERE, PAGES);
		start = clock_ns();
		EXPECT_OK(device_map(fd, HERE, PAGES * PAGE_BYTES, 0));
		expect_time("mapping", clock_ns() - start, PAGES * UNIT,
			    (PAGES + 4) * UNIT);
		EXPECT_OK(close(fd));
	}
}

/* A process whose memory is reaped, and its session. */
struct victim {
	pid_t pid;
	int pidfd;
	int fd; /* of its session, in this process */
};

/* @busy: a thread of it always waits for the device. */
static struct victim make_victim(const struct cell *cell, bool busy)
{
	static int fd;
	struct victim victim;
	int ready[2], number;
	pthread_t thread;

	EXPECT_OK(pipe(ready));
	victim.pid = fork();
	if (victim.pid == 0) {
		fd = holding_two(cell);
		if (busy)
			EXPECT_OK(pthread_create(&thread, NULL, keep_discarding,
						 &fd));
		EXPECT(write(ready[1], &fd, sizeof(fd)) == sizeof(fd), "pipe");
		for (;;)
			pause();
	}
	EXPECT(read(ready[0], &number, sizeof(number)) == sizeof(number),
	       "pipe");
	pause_ms(50);
	victim.pidfd = syscall(SYS_pidfd_open, victim.pid, 0);
	EXPECT(victim.pidfd >= 0, "pidfd_open: %d", errno);
	victim.fd = syscall(SYS_pidfd_getfd, victim.pidfd, number, 0);
	EXPECT(victim.fd >= 0, "pidfd_getfd: %d", errno);
	return victim;
}

/*
 * Returns whether all memory of the victim could be reaped. @time: how long
 * that took, in ns.
 */
static bool reap(const struct victim *victim, struct mnbench_counters *counters,
		 uint64_t *time)
{
	long ret;
	int status;

	EXPECT_OK(kill(victim->pid, SIGKILL));
	*time = clock_ns();
	ret = syscall(SYS_process_mrelease, victim->pidfd, 0);
	*time = clock_ns() - *time;
	EXPECT(!ret || errno == EAGAIN, "process_mrelease: %d", errno);
	EXPECT(waitpid(victim->pid, &status, 0) == victim->pid, "waitpid");
	*counters = counters_of(victim->fd);
	close(victim->fd);
	close(victim->pidfd);
	return !ret;
}

/*
 * Kill and reap a process, of which a thread waits for the device. On a slow
 * machine it may exit before it can be reaped; then take another.
 */
static bool reap_one(const struct cell *cell, struct mnbench_counters *counters,
		     uint64_t *time)
{
	for (int i = 0; i < 20; i++) {
		struct victim victim = make_victim(cell, true);
		bool all = reap(&victim, counters, time);

		/* The exit may have taken the page while it was contended. */
		if (counters->nonblock || counters->failed ||
		    counters->contended)
			return all;
	}
	EXPECT(false, "each had exited before it was reaped");
	return false;
}

static void fails_nonblockable(const void *mode)
{
	struct cell cell = slow_cell(mode);
	struct mnbench_counters counters;
	uint64_t time;

	cell.nonblock = MNBENCH_NONBLOCK_FAIL;
	EXPECT(!reap_one(&cell, &counters, &time), "all was reaped");
	EXPECT(counters.failed && !counters.nonblock, "%lu failed, %lu not",
	       (unsigned long)counters.failed,
	       (unsigned long)counters.nonblock);
}

static void fails_where_locked(const void *mode)
{
	struct cell cell = slow_cell(mode);
	struct mnbench_counters counters;
	uint64_t time;

	cell.lock = MNBENCH_LOCK_MUTEX;
	cell.wait_in = MNBENCH_WAIT_INSIDE;
	cell.device_ns = 50 * UNIT;
	cell.nonblock = MNBENCH_NONBLOCK_TRYLOCK;
	EXPECT(!reap_one(&cell, &counters, &time), "all was reaped");
	EXPECT(counters.failed && counters.contended, "%lu failed",
	       (unsigned long)counters.failed);
}

/* A callback that must not sleep gets the lock by spinning, or does without. */
static void spins_for_the_lock(const void *mode)
{
	struct cell cell = slow_cell(mode);
	struct mnbench_counters counters;
	uint64_t time;

	for (cell.lock = 0; cell.lock <= MNBENCH_LOCK_RWSEM; cell.lock++) {
		cell.wait_in = MNBENCH_WAIT_INSIDE;
		reap_one(&cell, &counters, &time);
		EXPECT(counters.contended, "the lock was never taken");
		/* The end of one wait, and a wait for each of two pages. */
		expect_time("reaping", time, 0, 34 * UNIT);
	}
}

static bool holds(int fd, uintptr_t addr)
{
	uint8_t state;

	EXPECT_OK(device_snapshot(fd, addr, PAGE_BYTES, &state));
	return state != MNBENCH_PAGE_ABSENT;
}

static void ignores_events(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd;

	cell.events &= ~(UINT64_C(1) << MNBENCH_EVENT_SOFT_DIRTY);
	fd = attached_as(&cell);
	map_numbered(HERE, 1);
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	write_file("/proc/self/clear_refs", "4");
	counters = counters_of(fd);
	EXPECT(counters.ignored &&
		       !counters.callbacks[MNBENCH_EVENT_SOFT_DIRTY],
	       "%lu ignored", (unsigned long)counters.ignored);
	EXPECT(holds(fd, HERE), "the page has gone");
	discard(HERE, 1);
	EXPECT(!holds(fd, HERE), "a stale page");
	/* The end of a range whose start was ignored is ignored, too. */
	*(volatile char *)HERE = 1;
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	counters = counters_of(fd);
	EXPECT(!counters.collisions && !counters.gave_up, "%lu collisions",
	       (unsigned long)counters.collisions);
}

/* A session in which the device holds PAGES pages. */
static int holding_pages(const struct cell *cell)
{
	int fd = device_open();

	EXPECT_OK(device_attach(fd, cell));
	EXPECT_OK(device_register(fd, HERE, PAGES * PAGE_BYTES));
	map_numbered(HERE, 2 * PAGES);
	EXPECT_OK(device_map(fd, HERE, PAGES * PAGE_BYTES, 0));
	return fd;
}

/* The memory of such a session. */
static uint64_t bytes_of(struct cell cell, uint64_t filter)
{
	uint64_t bytes;
	int fd;

	cell.filter = filter;
	fd = holding_pages(&cell);
	bytes = counters_of(fd).bytes;
	EXPECT_OK(close(fd));
	return bytes;
}

static void scans(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	uint64_t pages = PAGES, list;
	int fd;

	use_chunks(&cell, BLOCK_BYTES);
	if (mode_has_chunks(mode_find(mode)))
		pages = cell.chunk_size / PAGE_BYTES;
	list = bytes_of(cell, MNBENCH_FILTER_SCAN) -
	       bytes_of(cell, MNBENCH_FILTER_OFF);
	EXPECT(list == pages * sizeof(unsigned long),
	       "a list of %lu bytes for %lu pages", (unsigned long)list,
	       (unsigned long)pages);
	cell.filter = MNBENCH_FILTER_SCAN;
	fd = holding_pages(&cell);
	discard(HERE + PAGE_BYTES, 2);
	discard(HERE + PAGE_BYTES, 2);
	counters = counters_of(fd);
	EXPECT(counters.invalidations == 1 && counters.spurious == 1 &&
		       counters.pages_invalidated == 2,
	       "%lu invalidations, %lu pages",
	       (unsigned long)counters.invalidations,
	       (unsigned long)counters.pages_invalidated);
	expect_no_stale_page(fd, HERE, PAGES * PAGE_BYTES);
}

/* A list of more than mlx5 has for a chunk of implicit ODP. */
static void scans_at_most_1g(void)
{
	struct cell cell = test_cell("munmap", "region");
	int fd = device_open();

	cell.filter = MNBENCH_FILTER_SCAN;
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(device_register(fd, HERE, 1UL << 30));
	EXPECT_RETURN(device_register(fd, HERE, (1UL << 30) + PAGE_BYTES),
		      -EINVAL);
}

/* Many slots in one range, and most of them without a page. */
static void looks_through_slots(const void *mode)
{
	const size_t slots = 1536;
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd = device_open();

	cell.filter = MNBENCH_FILTER_SLOTS;
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(map_area(HERE, slots * PAGE_BYTES));
	for (size_t i = 0; i < slots; i++)
		EXPECT_OK(
			device_register(fd, HERE + i * PAGE_BYTES, PAGE_BYTES));
	for (size_t i = 0; i < slots; i += slots / 4)
		EXPECT_OK(device_map(fd, HERE + i * PAGE_BYTES, PAGE_BYTES, 0));
	discard(HERE, slots);
	counters = counters_of(fd);
	EXPECT(counters.pages_invalidated == 4 && !counters.pages_now,
	       "%lu pages", (unsigned long)counters.pages_invalidated);
}

/* Ranges of four pages: the other three of one go as well. */
static void widens(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd;

	cell.filter = MNBENCH_FILTER_RANGES;
	cell.range_size = 4 * PAGE_BYTES;
	use_chunks(&cell, BLOCK_BYTES);
	fd = attached_as(&cell);
	map_numbered(HERE, PAGES);
	EXPECT_OK(device_map(fd, HERE, PAGES * PAGE_BYTES, 0));
	EXPECT_OK(device_counters(fd, &counters, true));
	discard(HERE + PAGE_BYTES, 1);
	discard(HERE + PAGE_BYTES, 1);
	counters = counters_of(fd);
	EXPECT(counters.invalidations == 1 && counters.widened == 3 &&
		       counters.pages_invalidated == 4,
	       "%lu widened, %lu pages", (unsigned long)counters.widened,
	       (unsigned long)counters.pages_invalidated);
	EXPECT(!holds(fd, HERE) && holds(fd, HERE + 4 * PAGE_BYTES),
	       "the wrong range");
	EXPECT_OK(munmap((void *)HERE, PAGES * PAGE_BYTES));
	EXPECT(!counters_of(fd).pages_now, "%lu pages",
	       (unsigned long)counters_of(fd).pages_now);
}

static void maps_in_slots(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd = device_open();

	cell.filter = MNBENCH_FILTER_SLOTS;
	EXPECT_OK(device_attach(fd, &cell));
	map_numbered(HERE, 3 * PAGES);
	EXPECT_RETURN(device_map(fd, HERE, PAGE_BYTES, 0), -EACCES);
	EXPECT_OK(device_register(fd, HERE, PAGES * PAGE_BYTES));
	EXPECT_OK(
		device_register(fd, HERE + PAGE_BYTES, 2 * PAGES * PAGE_BYTES));
	EXPECT_OK(device_map(fd, HERE, PAGES * PAGE_BYTES, 0));
	EXPECT_OK(device_counters(fd, &counters, true));
	discard(HERE + PAGES * PAGE_BYTES, 1);
	discard(HERE + 2 * PAGE_BYTES, 1);
	counters = counters_of(fd);
	EXPECT(counters.pages_invalidated == 1 && counters.invalidations == 1,
	       "%lu pages", (unsigned long)counters.pages_invalidated);
	expect_no_stale_page(fd, HERE, PAGES * PAGE_BYTES);
	EXPECT_OK(device_unregister(fd, HERE, PAGES * PAGE_BYTES));
	EXPECT(!counters_of(fd).pages_now, "a page without a slot");
	EXPECT_RETURN(device_map(fd, HERE, PAGE_BYTES, 0), -EACCES);
	EXPECT_OK(device_map(fd, HERE + PAGE_BYTES, PAGE_BYTES, 0));
	EXPECT_RETURN(device_unregister(fd, HERE, PAGES * PAGE_BYTES), -ENOENT);
	EXPECT_OK(device_unregister(fd, HERE + PAGE_BYTES,
				    2 * PAGES * PAGE_BYTES));
	EXPECT(!counters_of(fd).pages_now, "a page without a slot");
}

/* The only page of another session: the end of its range takes time. */
static void *discard_page(void *page)
{
	discard((uintptr_t)page, 1);
	return NULL;
}

/*
 * The collisions of a fault in a slot, while a range of @page is between its
 * start and its end.
 */
static uint64_t collisions_with(const char *mode, uint64_t sequence,
				uintptr_t page)
{
	struct cell cell = test_cell("munmap", mode),
		    slow = slow_cell("global");
	int fd = device_open(), slow_fd = attached_as(&slow);
	pthread_t thread;
	uint64_t count;

	map_numbered(page, 1);
	EXPECT_OK(device_map(slow_fd, page, PAGE_BYTES, 0));
	cell.filter = MNBENCH_FILTER_SLOTS;
	cell.sequence = sequence;
	cell.fault_wait = MNBENCH_FAULT_RETRY;
	/* The mm calls the youngest first: it calls this session, and waits. */
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(device_register(fd, HERE, PAGES * PAGE_BYTES));
	*(volatile uint64_t *)HERE = 1;
	EXPECT_OK(pthread_create(&thread, NULL, discard_page, (void *)page));
	while (!counters_of(slow_fd).invalidations)
		sched_yield();
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	count = counters_of(fd).collisions;
	EXPECT_OK(pthread_join(thread, NULL));
	expect_no_stale_page(fd, HERE, PAGES * PAGE_BYTES);
	EXPECT_OK(close(fd));
	EXPECT_OK(close(slow_fd));
	return count;
}

/* Ranges beside the slots do not disturb a fault that runs. */
static void raises_for_slots(const void *mode)
{
	uint64_t count;

	map_numbered(HERE, PAGES);
	count = collisions_with(mode, MNBENCH_SEQUENCE_SLOTS, THERE);
	EXPECT(!count, "%lu collisions with a range beside the slots",
	       (unsigned long)count);
	EXPECT(collisions_with(mode, MNBENCH_SEQUENCE_EVERY, THERE),
	       "no range raises the number");
	EXPECT(collisions_with(mode, MNBENCH_SEQUENCE_SLOTS, HERE + PAGE_BYTES),
	       "a range of a slot does not raise the number");
}

/* Slots come and go while ranges are open and pages are mapped. */
static void *churn_slots(void *fd_pointer)
{
	int fd = *(int *)fd_pointer;

	for (int i = 0; i < 200; i++) {
		EXPECT_OK(device_register(fd, HERE, PAGES * PAGE_BYTES));
		device_map(fd, HERE, PAGES * PAGE_BYTES, 0);
		EXPECT_OK(device_unregister(fd, HERE, PAGES * PAGE_BYTES));
	}
	return NULL;
}

static void slots_come_and_go(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	static int fd;
	pthread_t thread;

	fd = device_open();
	cell.filter = MNBENCH_FILTER_SLOTS;
	EXPECT_OK(device_attach(fd, &cell));
	map_numbered(HERE, PAGES);
	EXPECT_OK(pthread_create(&thread, NULL, churn_slots, &fd));
	for (int i = 0; i < 200; i++) {
		discard(HERE, PAGES);
		EXPECT(!holds(fd, HERE) || *(volatile char *)HERE == 0,
		       "a stale page");
		expect_no_stale_page(fd, HERE, PAGES * PAGE_BYTES);
	}
	EXPECT_OK(pthread_join(thread, NULL));
	EXPECT(!counters_of(fd).pages_now, "a page without a slot");
}

static long attach_with(const char *mode, size_t offset, uint32_t value)
{
	struct mnbench_attach attach = {.size = sizeof(attach)};
	int fd = device_open();
	long ret;

	strcpy(attach.mode, mode);
	if (mode_has_chunks(mode_find(mode)))
		attach.chunk_size = BLOCK_BYTES;
	*(uint32_t *)((char *)&attach + offset) = value;
	ret = ioctl(fd, MNBENCH_IOC_ATTACH, &attach) ? -errno : 0;
	close(fd);
	return ret;
}

static void refuses_what_a_mode_cannot_do(void)
{
#define REFUSED(mode, field, value)                                      \
	EXPECT(attach_with(mode, offsetof(struct mnbench_attach, field), \
			   value) == -EINVAL,                            \
	       "%s: " #field " = " #value, mode)
	REFUSED("chunked", lock, MNBENCH_LOCK_RWSEM + 1);
	REFUSED("chunked", lock_scope, MNBENCH_SCOPE_DEVICE + 1);
	REFUSED("chunked", wait_in, MNBENCH_WAIT_INSIDE + 1);
	REFUSED("chunked", nonblock, MNBENCH_NONBLOCK_TRYLOCK + 1);
	REFUSED("chunked", fault_wait, MNBENCH_FAULT_RETRY + 1);
	REFUSED("chunked", fault_wait, MNBENCH_FAULT_RETRY);
	REFUSED("hybrid", fault_wait, MNBENCH_FAULT_RETRY);
	REFUSED("filtered", fault_wait, MNBENCH_FAULT_RETRY + 1);
	REFUSED("chunked", sequence, MNBENCH_SEQUENCE_SLOTS);
	REFUSED("chunked", device, MNBENCH_DEVICES_MAX);
	REFUSED("chunked", filter, MNBENCH_FILTER_SLOTS);
	REFUSED("chunked", filter, MNBENCH_FILTER_RANGES); /* of no size */
	REFUSED("chunked", filter, MNBENCH_FILTER_SLOTS + 1);
	REFUSED("chunked", range_size, PAGE_BYTES);
	REFUSED("chunked", ignored_events, 1 << MNBENCH_EVENT_UNMAP);
	REFUSED("chunked", ignored_events, 1 << MNBENCH_EVENT_MIGRATE);
	REFUSED("chunked", ignored_events, 1 << MNBENCH_EVENT_OTHER);
	REFUSED("global", lock_scope, MNBENCH_SCOPE_CHUNK);
	REFUSED("whole", lock_scope, MNBENCH_SCOPE_CHUNK);
	REFUSED("global", nonblock, MNBENCH_NONBLOCK_FAIL);
	REFUSED("hybrid", nonblock, MNBENCH_NONBLOCK_TRYLOCK);
	REFUSED("global", filter, MNBENCH_FILTER_SCAN);
	REFUSED("adaptive", filter, MNBENCH_FILTER_SCAN);
	REFUSED("region", filter, MNBENCH_FILTER_SLOTS);
	REFUSED("global", sequence, MNBENCH_SEQUENCE_SLOTS);
	REFUSED("global", ignored_events, 1 << MNBENCH_EVENT_RELEASE);
	REFUSED("none", lock, MNBENCH_LOCK_MUTEX);
	REFUSED("none", filter, MNBENCH_FILTER_SLOTS);
#undef REFUSED
}

/* Modes that can have what a test needs. */
static bool has_chunks_or_buffers(const struct mode_info *mode)
{
	return mode_has_chunks(mode) || mode->coverage == MODE_COVERS_BUFFERS;
}

static bool has_several(const struct mode_info *mode)
{
	/* The test's buffers are large: both pages lie in one. */
	return mode_has_chunks(mode);
}

static bool waits_inside(const struct mode_info *mode)
{
	return !(mode->flags & MODE_TWO_PASS) &&
	       (mode->coverage == MODE_COVERS_EVERYTHING ||
		has_chunks_or_buffers(mode));
}

static bool has_several_and_waits_inside(const struct mode_info *mode)
{
	return has_several(mode) && waits_inside(mode);
}

static bool has_lists(const struct mode_info *mode)
{
	return has_chunks_or_buffers(mode) &&
	       mode->coverage != MODE_COVERS_ADAPTIVE;
}

static bool has_ranges(const struct mode_info *mode)
{
	return has_lists(mode) || mode->coverage == MODE_COVERS_EVERYTHING;
}

static bool has_slots(const struct mode_info *mode)
{
	return mode->coverage == MODE_COVERS_EVERYTHING;
}

static bool has_sequence(const struct mode_info *mode)
{
	return mode->flags & MODE_SEQUENCE;
}

static bool can_fail(const struct mode_info *mode)
{
	return has_ranges(mode) && !(mode->flags & MODE_RELEASED);
}

static bool any(const struct mode_info *mode)
{
	return has_ranges(mode) || mode->coverage == MODE_COVERS_ADAPTIVE;
}

static void run_where(const char *what, bool (*can)(const struct mode_info *),
		      void (*run)(const void *mode))
{
	const struct mode_info *mode;
	char name[256];

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (mode->flags & MODE_IN_AGENT || !can(mode) ||
		    !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "policies: %s, %s", what,
			 mode->name);
		ktap_test(name, run, mode->name);
	}
}

void suite_policies(void)
{
	static const struct test tests[] = {
		{"what a mode cannot do is refused",
		 refuses_what_a_mode_cannot_do},
		{"faults wait for the lock", faults_wait},
		{"scans at most 1G", scans_at_most_1g},
	};

	ktap_run("policies", tests, sizeof(tests) / sizeof(tests[0]));
	run_where("waits inside or outside", waits_inside,
		  waits_inside_or_outside);
	run_where("locks a chunk", has_several_and_waits_inside, locks_a_chunk);
	ktap_test("policies: locks the device, chunked", locks_the_device,
		  "chunked");
	run_where("counts waits", any, counts_the_waits);
	ktap_test("policies: mapping takes time, whole", map_takes_time,
		  "whole");
	run_where("fails what must not block", can_fail, fails_nonblockable);
	ktap_test("policies: fails where locked, chunked", fails_where_locked,
		  "chunked");
	run_where("spins for the lock", waits_inside, spins_for_the_lock);
	run_where("ignores events", any, ignores_events);
	run_where("scans", has_lists, scans);
	run_where("widens", has_ranges, widens);
	run_where("maps in slots", has_slots, maps_in_slots);
	run_where("faults retry", has_sequence, faults_retry);
	run_where("raises for slots", has_sequence, raises_for_slots);
	ktap_test("policies: looks through slots, filtered",
		  looks_through_slots, "filtered");
	run_where("slots come and go", has_slots, slots_come_and_go);
}
