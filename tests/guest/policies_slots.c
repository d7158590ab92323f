// SPDX-License-Identifier: GPL-2.0-only
/* Test suite policies: slots, the only memory that a device may use. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "ktap.h"
#include "policies.h"

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

/*
 * How long a fault in a slot takes while a range of @page is between its start
 * and its end: it waits for the end if the range raised the number.
 */
static uint64_t fault_beside(const char *mode, uint64_t sequence,
			     uintptr_t page)
{
	struct cell cell = test_cell("munmap", mode),
		    slow = policies_slow_cell("global");
	int fd = device_open(), slow_fd = attached_as(&slow);
	struct policies_discarder discarder;
	uint64_t time;

	map_numbered(page, 1);
	EXPECT_OK(device_map(slow_fd, page, PAGE_BYTES, 0));
	cell.filter = MNBENCH_FILTER_SLOTS;
	cell.sequence = sequence;
	/* The mm calls the youngest first: it calls this session, and waits. */
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(device_register(fd, HERE, PAGES * PAGE_BYTES));
	*(volatile uint64_t *)HERE = 1;
	policies_discard_start(&discarder, page);
	while (!counters_of(slow_fd).invalidations)
		sched_yield();
	time = clock_ns();
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	time = clock_ns() - time;
	EXPECT(!counters_of(fd).collisions, "the fault started again");
	policies_discard_end(&discarder);
	expect_no_stale_page(fd, HERE, PAGES * PAGE_BYTES);
	EXPECT_OK(close(fd));
	EXPECT_OK(close(slow_fd));
	return time;
}

/* Ranges beside the slots do not disturb a fault that runs. */
static void raises_for_slots(const void *mode)
{
	map_numbered(HERE, PAGES);
	expect_time("a fault with a range beside the slots",
		    fault_beside(mode, MNBENCH_SEQUENCE_SLOTS, THERE), 0,
		    4 * UNIT);
	expect_time("a fault with any range",
		    fault_beside(mode, MNBENCH_SEQUENCE_EVERY, THERE), 4 * UNIT,
		    14 * UNIT);
	expect_time("a fault with a range of a slot",
		    fault_beside(mode, MNBENCH_SEQUENCE_SLOTS,
				 HERE + PAGE_BYTES),
		    4 * UNIT, 14 * UNIT);
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
		EXPECT(!policies_holds(fd, HERE) || *(volatile char *)HERE == 0,
		       "a stale page");
		expect_no_stale_page(fd, HERE, PAGES * PAGE_BYTES);
	}
	EXPECT_OK(pthread_join(thread, NULL));
	EXPECT(!counters_of(fd).pages_now, "a page without a slot");
}

static bool has_slots(const struct mode_info *mode)
{
	return mode->coverage == MODE_COVERS_EVERYTHING;
}

void policies_of_slots(void)
{
	policies_run("maps in slots", has_slots, maps_in_slots);
	policies_run("raises for slots", policies_has_sequence,
		     raises_for_slots);
	ktap_test("policies: looks through slots, filtered",
		  looks_through_slots, "filtered");
	policies_run("slots come and go", has_slots, slots_come_and_go);
}
