// SPDX-License-Identifier: GPL-2.0-only
/* Test suite policies: the driver's lock, and where it waits for the device. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "ktap.h"
#include "policies.h"

static void *discard_there(void *unused)
{
	(void)unused;
	discard(THERE, 1);
	return NULL;
}

/* How long two invalidations take that start at the same time. */
static uint64_t two_at_once(const struct cell *cell, uint64_t *contended)
{
	int fd = policies_holding_two(cell);
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
	struct cell cell = policies_slow_cell(mode);
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

/* Another process, with a device of the same number, holds the lock mostly. */
static void locks_the_device(const void *mode)
{
	struct cell cell = policies_slow_cell(mode);
	int status, fd;
	pid_t pid;

	cell.lock = MNBENCH_LOCK_MUTEX;
	cell.lock_scope = MNBENCH_SCOPE_DEVICE;
	cell.wait_in = MNBENCH_WAIT_INSIDE;
	pid = fork();
	if (pid == 0) {
		fd = policies_holding_two(&cell);
		policies_keep_discarding(&fd);
	}
	fd = policies_holding_two(&cell);
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
	struct cell cell = policies_slow_cell(mode);
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
	int fd = policies_holding_two(&cell);
	struct policies_discarder discarder;
	uint64_t start;

	map_numbered(HERE + PAGE_BYTES, 1);
	policies_discard_start(&discarder, THERE);
	pause_ms(20);
	start = clock_ns();
	EXPECT_OK(device_map(fd, addr, PAGE_BYTES, 0));
	expect_time("a fault", clock_ns() - start, low, high);
	counters = counters_of(fd);
	policies_discard_end(&discarder);
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
static void faults_wait(const void *mode)
{
	struct cell cell = policies_slow_cell(mode);

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
	struct cell cell = policies_slow_cell(mode);

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
	struct cell cell = policies_slow_cell(mode);
	struct mnbench_counters counters;
	int fd = policies_holding_two(&cell);

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

/* Buffers of tests are large: both pages lie in one. */
static bool locks_chunks(const struct mode_info *mode)
{
	return mode_has_chunks(mode) && policies_waits_inside(mode);
}

void policies_of_locks(void)
{
	ktap_test("policies: faults wait for the lock, chunked", faults_wait,
		  "chunked");
	policies_run("faults retry", policies_has_sequence, faults_retry);
	policies_run("waits inside or outside", policies_waits_inside,
		     waits_inside_or_outside);
	policies_run("locks a chunk", locks_chunks, locks_a_chunk);
	ktap_test("policies: locks the device, chunked", locks_the_device,
		  "chunked");
	policies_run("counts waits", policies_any, counts_the_waits);
	ktap_test("policies: mapping takes time, whole", map_takes_time,
		  "whole");
}
