// SPDX-License-Identifier: GPL-2.0-only
/* Test suite policies: callbacks that must not block. */
#include <pthread.h>
#include <unistd.h>

#include "agent/client.h"
#include "ktap.h"
#include "policies.h"
#include "victim.h"

/* Its other thread waits for the device as long as it lives. */
static int hold_and_discard(const struct cell *cell)
{
	static int fd;
	pthread_t thread;

	fd = policies_holding_two(cell);
	EXPECT_OK(pthread_create(&thread, NULL, policies_keep_discarding, &fd));
	return fd;
}

/*
 * Kill and reap a process, of which a thread waits for the device. Returns
 * whether all of its memory could be reaped; @time: how long that took, in ns.
 * On a slow machine it may exit before it can be reaped; then take another.
 */
static bool reap_one(const struct cell *cell, struct mnbench_counters *counters,
		     uint64_t *time)
{
	for (int i = 0; i < 20; i++) {
		struct victim victim = victim_start(hold_and_discard, cell);
		struct cost cost;
		bool all;
		int fd;

		pause_ms(50);
		fd = victim_session(&victim);
		all = !victim_reap(&victim, &cost);
		*counters = counters_of(fd);
		*time = cost.time;
		close(fd);
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
	struct cell cell = policies_slow_cell(mode);
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
	struct cell cell = policies_slow_cell(mode);
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
	struct cell cell = policies_slow_cell(mode);
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

static bool can_fail(const struct mode_info *mode)
{
	return policies_has_ranges(mode) && !(mode->flags & MODE_RELEASED);
}

void policies_of_reaping(void)
{
	policies_run("fails what must not block", can_fail, fails_nonblockable);
	ktap_test("policies: fails where locked, chunked", fails_where_locked,
		  "chunked");
	policies_run("spins for the lock", policies_waits_inside,
		     spins_for_the_lock);
}
