// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: registered buffers, their subscriptions and what the device may
 * use.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define PAGES 8UL
#define SIZE  (PAGES * PAGE_BYTES)
#define TURNS 500

static uintptr_t page_at(size_t index)
{
	return REGION_BASE + index * PAGE_BYTES;
}

/* A session with memory, but without a buffer. */
static int without_buffers(uint64_t filter)
{
	struct cell cell = test_cell("munmap", "region");
	int fd = device_open();

	cell.filter = filter;
	EXPECT_OK(device_attach(fd, &cell));
	map_numbered(REGION_BASE, 2 * PAGES);
	return fd;
}

static void expect_intervals(int fd, uint64_t expected)
{
	struct mnbench_counters c = counters_of(fd);

	EXPECT(c.chunks_now == expected, "%lu intervals, not %lu",
	       (unsigned long)c.chunks_now, (unsigned long)expected);
}

/* Count the callbacks, and the spurious ones, of discarding a page. */
static void expect_callbacks(int fd, size_t page, uint64_t callbacks,
			     uint64_t spurious)
{
	struct mnbench_counters c;

	EXPECT_OK(device_counters(fd, &c, true));
	discard(page_at(page), 1);
	c = counters_of(fd);
	EXPECT(c.callbacks[MNBENCH_EVENT_CLEAR] == callbacks &&
		       c.spurious == spurious,
	       "page %zu: %lu callbacks, %lu spurious", page,
	       (unsigned long)c.callbacks[MNBENCH_EVENT_CLEAR],
	       (unsigned long)c.spurious);
}

static void refuses_memory_outside(void)
{
	int fd = without_buffers(MNBENCH_FILTER_DEFAULT);
	uint64_t value = 0;

	EXPECT_RETURN(device_read(fd, page_at(0), &value, 8, 0), -EACCES);
	EXPECT_OK(device_register(fd, page_at(1), SIZE));
	EXPECT_RETURN(device_read(fd, page_at(0), &value, 8, 0), -EACCES);
	EXPECT_OK(device_read(fd, page_at(1), &value, 8, 0));
	EXPECT(value == 1, "read %lu", (unsigned long)value);
	EXPECT_OK(device_write(fd, page_at(PAGES), &value, 8, 0));
	EXPECT_RETURN(device_write(fd, page_at(PAGES + 1), &value, 8, 0),
		      -EACCES);
	/* A fault maps no pages beyond the end of the buffer. */
	EXPECT_RETURN(device_map(fd, page_at(1), SIZE + PAGE_BYTES, 0),
		      -EACCES);
	EXPECT(counters_of(fd).pages_now == PAGES, "%lu pages",
	       (unsigned long)counters_of(fd).pages_now);
}

static void spans_adjacent(void)
{
	int fd = without_buffers(MNBENCH_FILTER_DEFAULT);

	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	EXPECT_OK(device_register(fd, page_at(PAGES), SIZE));
	EXPECT_OK(device_map(fd, page_at(0), 2 * SIZE, 0));
	EXPECT(counters_of(fd).faults == 2, "%lu faults",
	       (unsigned long)counters_of(fd).faults);
	expect_callbacks(fd, PAGES - 1, 1, 0);
	expect_callbacks(fd, PAGES, 1, 0);
}

/* Both get a callback; the first takes the page away. */
static void may_overlap(void)
{
	int fd = without_buffers(MNBENCH_FILTER_DEFAULT);
	uint64_t value;

	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	EXPECT_OK(device_register(fd, page_at(PAGES / 2), SIZE));
	EXPECT_OK(device_map(fd, page_at(0), SIZE + SIZE / 2, 0));
	expect_callbacks(fd, 0, 1, 0);
	expect_callbacks(fd, PAGES / 2, 2, 1);
	expect_callbacks(fd, PAGES, 1, 0);

	/* Pages that the other buffer covers as well can still be used. */
	EXPECT_OK(device_unregister(fd, page_at(0), SIZE));
	EXPECT_RETURN(device_read(fd, page_at(1), &value, 8, 0), -EACCES);
	EXPECT_OK(device_read(fd, page_at(PAGES / 2 + 1), &value, 8, 0));
	EXPECT(value == PAGES / 2 + 1, "read %lu", (unsigned long)value);
	expect_callbacks(fd, PAGES / 2 + 1, 1, 0);
}

static void counts_registrations(void)
{
	int fd = without_buffers(MNBENCH_FILTER_DEFAULT);
	uint64_t value;

	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	expect_intervals(fd, 2);
	EXPECT_OK(device_unregister(fd, page_at(0), SIZE));
	EXPECT_OK(device_read(fd, page_at(0), &value, 8, 0));
	EXPECT_OK(device_unregister(fd, page_at(0), SIZE));
	EXPECT_RETURN(device_read(fd, page_at(0), &value, 8, 0), -EACCES);
	EXPECT_RETURN(device_unregister(fd, page_at(0), SIZE), -ENOENT);
	expect_intervals(fd, 0);
	EXPECT(counters_of(fd).chunks_removed == 2, "not counted");
}

static void unregisters_exactly(void)
{
	int fd = without_buffers(MNBENCH_FILTER_DEFAULT);

	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	EXPECT_RETURN(device_unregister(fd, page_at(0), SIZE - PAGE_BYTES),
		      -ENOENT);
	EXPECT_RETURN(device_unregister(fd, page_at(1), SIZE - PAGE_BYTES),
		      -ENOENT);
	EXPECT_RETURN(device_unregister(fd, page_at(0), SIZE + PAGE_BYTES),
		      -ENOENT);
	expect_intervals(fd, 1);
}

/* The device gets one invalidation, and only if it holds pages. */
static void unregistering_invalidates(void)
{
	int fd = without_buffers(MNBENCH_FILTER_DEFAULT);
	struct mnbench_counters c;

	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	EXPECT_OK(device_map(fd, page_at(0), SIZE, 0));
	EXPECT_OK(device_unregister(fd, page_at(0), SIZE));
	c = counters_of(fd);
	EXPECT(!c.pages_now && c.invalidations == 1 && !c.pages_invalidated,
	       "%lu pages, %lu invalidations", (unsigned long)c.pages_now,
	       (unsigned long)c.invalidations);
	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	EXPECT_OK(device_unregister(fd, page_at(0), SIZE));
	EXPECT(counters_of(fd).invalidations == 1, "one for nothing");
}

static void outlives_its_memory(void)
{
	int fd = without_buffers(MNBENCH_FILTER_DEFAULT);
	uint64_t value;

	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	EXPECT_OK(device_map(fd, page_at(0), SIZE, 0));
	EXPECT_OK(munmap((void *)page_at(0), SIZE));
	EXPECT_OK(device_settle(fd));
	expect_intervals(fd, 1);
	EXPECT_RETURN(device_read(fd, page_at(0), &value, 8, 0), -EFAULT);
	map_numbered(page_at(0), PAGES);
	EXPECT_OK(device_read(fd, page_at(3), &value, 8, 0));
	EXPECT(value == 3, "read %lu", (unsigned long)value);
}

/* Without a filter each callback is sent to the device, and nothing else. */
static void filters(uint64_t filter, uint64_t invalidations)
{
	int fd = without_buffers(filter);
	struct mnbench_counters c;

	EXPECT_OK(device_register(fd, page_at(0), SIZE));
	expect_callbacks(fd, 0, 1, 1);
	c = counters_of(fd);
	EXPECT(c.invalidations == invalidations, "%lu invalidations",
	       (unsigned long)c.invalidations);
	expect_callbacks(fd, PAGES, 0, 0);
	c = counters_of(fd);
	EXPECT(!c.invalidations, "%lu invalidations outside",
	       (unsigned long)c.invalidations);
}

static void filter_off(void)
{
	filters(MNBENCH_FILTER_OFF, 1);
}

static void filter_on(void)
{
	filters(MNBENCH_FILTER_BITMAP, 0);
}

struct user {
	int fd;
	atomic_bool stop;
};

static void *use_device(void *data)
{
	struct user *user = data;
	uint64_t value;

	while (!atomic_load(&user->stop))
		for (size_t i = 0; i < PAGES; i++)
			device_read(user->fd, page_at(i), &value, 8, 0);
	return NULL;
}

/*
 * Buffers are registered and unregistered during faults; no page is left over.
 */
static void comes_and_goes(void)
{
	struct user user = {.fd = without_buffers(MNBENCH_FILTER_DEFAULT)};
	pthread_t thread;

	EXPECT_OK(pthread_create(&thread, NULL, use_device, &user));
	for (size_t i = 0; i < TURNS; i++) {
		struct mnbench_counters c;

		EXPECT_OK(device_register(user.fd, page_at(0), SIZE));
		EXPECT_OK(
			device_map(user.fd, page_at(i % PAGES), PAGE_BYTES, 0));
		discard(page_at((i + 3) % PAGES), 1);
		expect_no_stale_page(user.fd, page_at(0), SIZE);
		EXPECT_OK(device_unregister(user.fd, page_at(0), SIZE));
		c = counters_of(user.fd);
		EXPECT(!c.pages_now, "%lu pages left",
		       (unsigned long)c.pages_now);
	}
	atomic_store(&user.stop, true);
	EXPECT_OK(pthread_join(thread, NULL));
	expect_intervals(user.fd, 0);
}

/* Registration, which plans measure in every mode. */
static void others_need_none(void)
{
	const struct mode_info *mode;

	map_numbered(REGION_BASE, PAGES);
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		struct cell cell = test_cell("munmap", mode->name);
		struct mnbench_counters before, after;
		int fd = device_open();

		if (mode->coverage == MODE_COVERS_BUFFERS ||
		    mode->flags & MODE_IN_AGENT ||
		    !mode_is_available(mode->name))
			continue;
		EXPECT_OK(device_attach(fd, &cell));
		before = counters_of(fd);
		EXPECT_OK(device_register(fd, page_at(0), SIZE));
		EXPECT_OK(device_unregister(fd, page_at(0), SIZE));
		EXPECT_OK(device_unregister(fd, page_at(0), SIZE));
		after = counters_of(fd);
		EXPECT(before.chunks_inserted == after.chunks_inserted &&
			       before.bytes == after.bytes,
		       "%s did something", mode->name);
		EXPECT_OK(device_detach(fd));
	}
}

void suite_buffers(void)
{
	static const struct test tests[] = {
		{"memory outside is refused", refuses_memory_outside},
		{"adjacent buffers", spans_adjacent},
		{"buffers may overlap", may_overlap},
		{"registered twice", counts_registrations},
		{"only what was registered is unregistered",
		 unregisters_exactly},
		{"unregistering invalidates", unregistering_invalidates},
		{"a buffer outlives its memory", outlives_its_memory},
		{"without a filter", filter_off},
		{"with a filter", filter_on},
		{"buffers come and go while the device faults", comes_and_goes},
		{"other modes need no buffers", others_need_none},
	};

	ktap_run("buffers", tests, sizeof(tests) / sizeof(tests[0]));
}
