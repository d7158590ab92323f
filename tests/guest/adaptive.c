// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: mode adaptive splits and merges as adaptive_policy.h says, and
 * the device has no stale page meanwhile.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "adaptive_policy.h"
#include "agent/client.h"
#include "ktap.h"
#include "suites.h"

#define MS 1000000UL
/* Map a page at the start of each chunk and one near its end on the device. */
#define HELD_OFFSET    0UL
#define DISCARD_OFFSET (1UL << 20)
#define OTHER_OFFSET   (7UL << 18)
/* 64 KiB to 2 MiB: five halvings; each border adds at most a chunk for each. */
#define LEVELS 5UL

static struct cell adaptive_cell(void)
{
	struct cell cell = test_cell("munmap", "adaptive");

	cell.chunk_size = BLOCK_BYTES;
	return cell;
}

static uintptr_t chunk_at(size_t index)
{
	return REGION_BASE + index * BLOCK_BYTES;
}

static int attached_with_chunks(size_t chunks)
{
	struct cell cell = adaptive_cell();
	int fd = device_open();

	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(map_area(REGION_BASE, chunks * BLOCK_BYTES));
	for (size_t i = 0; i < chunks; i++) {
		EXPECT_OK(device_map(fd, chunk_at(i) + HELD_OFFSET, PAGE_BYTES,
				     MNBENCH_COMMAND_WRITABLE));
		EXPECT_OK(device_map(fd, chunk_at(i) + OTHER_OFFSET, PAGE_BYTES,
				     MNBENCH_COMMAND_WRITABLE));
	}
	return fd;
}

static void discard_often(uintptr_t addr, size_t times)
{
	while (times--)
		discard(addr, 1);
}

static struct mnbench_counters counted(int fd)
{
	struct mnbench_counters c;

	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &c, false));
	return c;
}

static uint64_t callbacks(const struct mnbench_counters *c)
{
	return c->callbacks[MNBENCH_EVENT_CLEAR];
}

/* Check the splits, merges and chunks, and that no device page was lost. */
static void expect_done(int fd, size_t pages, size_t splits, size_t merges,
			size_t chunks)
{
	struct mnbench_counters c = counted(fd);

	EXPECT(c.splits == splits && c.merges == merges &&
		       c.chunks_now == chunks,
	       "%lu splits, %lu merges, %lu chunks, not %zu, %zu, %zu",
	       (unsigned long)c.splits, (unsigned long)c.merges,
	       (unsigned long)c.chunks_now, splits, merges, chunks);
	EXPECT(c.pages_now == pages, "%lu pages of %zu",
	       (unsigned long)c.pages_now, pages);
}

static void sleep_ns(uint64_t ns)
{
	struct timespec pause = {
		.tv_sec = ns / 1000000000,
		.tv_nsec = ns % 1000000000,
	};

	EXPECT_OK(nanosleep(&pause, NULL));
}

static void splits_when_spurious(void)
{
	int fd = attached_with_chunks(1);
	struct mnbench_counters before, after;

	discard_often(chunk_at(0) + DISCARD_OFFSET, ADAPTIVE_SPURIOUS - 1);
	expect_done(fd, 2, 0, 0, 1);
	discard_often(chunk_at(0) + DISCARD_OFFSET, 1);
	expect_done(fd, 2, 1, 0, 2);

	before = counted(fd);
	EXPECT(callbacks(&before) == ADAPTIVE_SPURIOUS &&
		       before.spurious == ADAPTIVE_SPURIOUS,
	       "%lu callbacks", (unsigned long)callbacks(&before));
	discard_often(chunk_at(0) + DISCARD_OFFSET, 100);
	after = counted(fd);
	EXPECT(callbacks(&after) == callbacks(&before),
	       "%lu callbacks after the split",
	       (unsigned long)(callbacks(&after) - callbacks(&before)));
	/* The device pages are where they were, and go when they must. */
	expect_no_stale_page(fd, chunk_at(0), BLOCK_BYTES);
	discard(chunk_at(0), BLOCK_BYTES / PAGE_BYTES);
	expect_done(fd, 0, 1, 0, 0);
}

static void needs_callbacks_within_a_second(void)
{
	int fd = attached_with_chunks(1);

	for (int i = 0; i < 4 * ADAPTIVE_SPURIOUS; i++) {
		discard_often(chunk_at(0) + DISCARD_OFFSET, 1);
		sleep_ns(ADAPTIVE_WINDOW_NS / 2);
	}
	expect_done(fd, 2, 0, 0, 1);
}

/*
 * A callback that the smallest chunk would get as well is no reason to split.
 */
static void splits_only_if_that_saves_callbacks(void)
{
	int fd = attached_with_chunks(1);

	discard_often(chunk_at(0) + ADAPTIVE_CHUNK_MIN / 2,
		      10 * ADAPTIVE_SPURIOUS);
	expect_done(fd, 2, 0, 0, 1);
	/* Neither is a callback that took a page away. */
	for (int i = 0; i < 10 * ADAPTIVE_SPURIOUS; i++) {
		discard(chunk_at(0) + HELD_OFFSET, 1);
		EXPECT_OK(device_map(fd, chunk_at(0) + HELD_OFFSET, PAGE_BYTES,
				     0));
	}
	expect_done(fd, 2, 0, 0, 1);
}

/*
 * The device has a page, loses it, and gets spurious callbacks there before the
 * page is back. A split pays only without a filter, when each of them is sent
 * to the device.
 */
static void spurious_where_a_page_was(uint64_t filter, bool splits)
{
	struct cell cell = adaptive_cell();
	int fd = device_open();
	struct mnbench_counters c;

	cell.filter = filter;
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(map_area(REGION_BASE, BLOCK_BYTES));
	EXPECT_OK(device_map(fd, chunk_at(0) + OTHER_OFFSET, PAGE_BYTES, 0));
	for (int i = 0; i < 4 * ADAPTIVE_SPURIOUS; i++) {
		EXPECT_OK(device_map(fd, chunk_at(0) + HELD_OFFSET, PAGE_BYTES,
				     0));
		discard_often(chunk_at(0) + HELD_OFFSET, 2);
		EXPECT_OK(device_settle(fd));
	}
	c = counted(fd);
	EXPECT(c.splits == splits, "%lu splits", (unsigned long)c.splits);
	EXPECT(c.spurious ==
		       (splits ? ADAPTIVE_SPURIOUS : 4 * ADAPTIVE_SPURIOUS),
	       "%lu spurious callbacks", (unsigned long)c.spurious);
}

static void weighs_the_cost_of_a_callback(void)
{
	spurious_where_a_page_was(MNBENCH_FILTER_BITMAP, false);
	spurious_where_a_page_was(MNBENCH_FILTER_OFF, true);
}

/* Pages that are mapped in a hot range have their own chunks. */
static void maps_in_a_hot_range(void)
{
	int fd = attached_with_chunks(1);

	discard_often(chunk_at(0) + DISCARD_OFFSET, ADAPTIVE_SPURIOUS);
	expect_done(fd, 2, 1, 0, 2);
	EXPECT_OK(device_map(fd, chunk_at(0), BLOCK_BYTES,
			     MNBENCH_COMMAND_WRITABLE));
	expect_no_stale_page(fd, chunk_at(0), BLOCK_BYTES);
	/* [0, 1M), the hot range, and the chunks that complete 2M. */
	expect_done(fd, BLOCK_BYTES / PAGE_BYTES, 1, 0, 2 + LEVELS - 1);
	discard(chunk_at(0), BLOCK_BYTES / PAGE_BYTES);
	expect_done(fd, 0, 1, 0, 0);
}

static void merges_when_quiet(void)
{
	int fd = attached_with_chunks(1);

	discard_often(chunk_at(0) + DISCARD_OFFSET, ADAPTIVE_SPURIOUS);
	expect_done(fd, 2, 1, 0, 2);
	sleep_ns(ADAPTIVE_QUIET_MIN_NS - 100 * MS);
	expect_done(fd, 2, 1, 0, 2);
	sleep_ns(200 * MS);
	expect_done(fd, 2, 1, 1, 1);
	expect_no_stale_page(fd, chunk_at(0), BLOCK_BYTES);

	/* The merge was wrong: the next one comes after twice the time. */
	discard_often(chunk_at(0) + DISCARD_OFFSET, ADAPTIVE_SPURIOUS);
	expect_done(fd, 2, 2, 1, 2);
	sleep_ns(2 * ADAPTIVE_QUIET_MIN_NS - 100 * MS);
	expect_done(fd, 2, 2, 1, 2);
	sleep_ns(200 * MS);
	expect_done(fd, 2, 2, 2, 1);

	/* After a long quiet time everything is as at the start. */
	sleep_ns(2 * ADAPTIVE_QUIET_MIN_NS);
	discard_often(chunk_at(0) + DISCARD_OFFSET, ADAPTIVE_SPURIOUS);
	expect_done(fd, 2, 3, 2, 2);
	sleep_ns(ADAPTIVE_QUIET_MIN_NS + 100 * MS);
	expect_done(fd, 2, 3, 3, 1);
	discard(chunk_at(0), BLOCK_BYTES / PAGE_BYTES);
	expect_done(fd, 0, 3, 3, 0);
}

static void hit_all(int fd, size_t chunks)
{
	for (size_t i = 0; i < chunks; i++) {
		discard_often(chunk_at(i) + DISCARD_OFFSET, ADAPTIVE_SPURIOUS);
		EXPECT_OK(device_settle(fd));
	}
}

static void limits_splits_per_second(void)
{
	const size_t chunks = ADAPTIVE_SPLITS_PER_SECOND + 4;
	int fd = attached_with_chunks(chunks);

	hit_all(fd, chunks);
	hit_all(fd, chunks);
	expect_done(fd, 2 * chunks, ADAPTIVE_SPLITS_PER_SECOND, 0,
		    chunks + ADAPTIVE_SPLITS_PER_SECOND);
}

static void limits_hot_ranges(void)
{
	const size_t chunks = ADAPTIVE_HOT_RANGES + 8;
	int fd = attached_with_chunks(chunks);
	size_t extra, most = 0;

	/* Each is active for longer, so that their number grows. */
	for (int i = 0; i < 30; i++) {
		hit_all(fd, chunks);
		extra = counted(fd).chunks_now - chunks;
		EXPECT(extra <= ADAPTIVE_HOT_RANGES, "%zu more chunks", extra);
		most = extra > most ? extra : most;
		sleep_ns(ADAPTIVE_QUIET_MIN_NS + 100 * MS);
	}
	EXPECT(most == ADAPTIVE_HOT_RANGES, "%zu more chunks at the most",
	       most);
	EXPECT(counted(fd).chunks_peak <=
		       chunks + ADAPTIVE_HOT_RANGES * 2 * LEVELS,
	       "%lu chunks", (unsigned long)counted(fd).chunks_peak);
}

/* Several hot ranges in one chunk, each in what the earlier ones left. */
static void halves_towards_its_pages(void)
{
	int fd = attached_with_chunks(1);
	struct mnbench_counters c;

	for (size_t offset = BLOCK_BYTES / 2; offset >= ADAPTIVE_CHUNK_MIN;
	     offset /= 2) {
		discard_often(chunk_at(0) + offset, ADAPTIVE_SPURIOUS);
		EXPECT_OK(device_settle(fd));
	}
	c = counted(fd);
	EXPECT(c.splits == LEVELS && c.chunks_now == 2 && c.pages_now == 2,
	       "%lu splits, %lu chunks", (unsigned long)c.splits,
	       (unsigned long)c.chunks_now);
	EXPECT_OK(device_counters(fd, &c, true));
	discard(chunk_at(0) + ADAPTIVE_CHUNK_MIN, BLOCK_BYTES / 2 / PAGE_BYTES);
	c = counted(fd);
	EXPECT(!callbacks(&c), "%lu callbacks", (unsigned long)callbacks(&c));
}

static void *hit_far(void *unused)
{
	(void)unused;
	discard(FAR_BASE, 1);
	return NULL;
}

/* A range that the device of another session keeps between start and end. */
static pthread_t start_long_range(void)
{
	struct cell cell = test_cell("munmap", "whole");
	int fd = device_open();
	pthread_t thread;

	cell.filter = MNBENCH_FILTER_BITMAP;
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = 100 * MS;
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(map_area(FAR_BASE, PAGE_BYTES));
	EXPECT_OK(device_map(fd, FAR_BASE, PAGE_BYTES, 0));
	EXPECT_OK(pthread_create(&thread, NULL, hit_far, NULL));
	sleep_ns(5 * MS);
	return thread;
}

/*
 * During a range the interval tree of the mm does not change. Later ranges call
 * the replaced chunk and none of the new ones, so it must serve them.
 */
static void replaced_chunk_serves(void)
{
	int fd = attached_with_chunks(1);
	struct mnbench_counters c;
	pthread_t thread;
	uint64_t value;

	discard_often(chunk_at(0) + DISCARD_OFFSET, ADAPTIVE_SPURIOUS - 1);
	thread = start_long_range();
	discard_often(chunk_at(0) + DISCARD_OFFSET, 1);
	sleep_ns(5 * MS);
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.splits == 1 && c.chunks_now == 3 && c.pages_now == 2,
	       "%lu splits, %lu chunks", (unsigned long)c.splits,
	       (unsigned long)c.chunks_now);

	discard(chunk_at(0) + HELD_OFFSET, 1);
	EXPECT_RETURN(device_read(fd, chunk_at(0) + HELD_OFFSET, &value, 8,
				  MNBENCH_COMMAND_NOFAULT),
		      -ENOENT);
	expect_no_stale_page(fd, chunk_at(0), BLOCK_BYTES);
	discard_often(chunk_at(0) + DISCARD_OFFSET, 1);
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.splits == 1 && c.chunks_now == 3 && c.pages_now == 1 &&
		       c.late == 1,
	       "%lu chunks, %lu pages, %lu late callbacks",
	       (unsigned long)c.chunks_now, (unsigned long)c.pages_now,
	       (unsigned long)c.late);
	EXPECT_OK(pthread_join(thread, NULL));
	/* The chunk whose page it took is empty and was removed as well. */
	expect_done(fd, 1, 1, 0, 1);
}

struct racer {
	int fd;
	atomic_bool stop;
	pthread_t user, ticker;
};

static uint32_t next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

#define RACE_ROUNDS 60
#define RACE_STEPS  7
#define RACE_CHUNKS 4UL
#define RACE_BLOCKS (RACE_CHUNKS * BLOCK_BYTES / ADAPTIVE_CHUNK_MIN)

static uintptr_t block_at(size_t index)
{
	return REGION_BASE + index * ADAPTIVE_CHUNK_MIN;
}

/* The emulator changes between processors when a timer fires: see race.c. */
static void *tick(void *data)
{
	struct racer *racer = data;
	struct timespec period = {.tv_nsec = 15000};

	prctl(PR_SET_TIMERSLACK, 1UL);
	while (!atomic_load(&racer->stop))
		nanosleep(&period, NULL);
	return NULL;
}

/* Faults in every other block, so that callbacks in the others are spurious. */
static void *use_device(void *data)
{
	struct racer *racer = data;
	uint32_t random = 2;
	uint64_t value;

	while (!atomic_load(&racer->stop)) {
		uintptr_t addr =
			block_at(next(&random) % (RACE_BLOCKS / 2) * 2);

		/*
		 * Either the session is detached or the page has gone; both are
		 * frequent here.
		 */
		if (next(&random) % 2)
			device_map(racer->fd, addr, 4 * PAGE_BYTES,
				   MNBENCH_COMMAND_WRITABLE);
		else
			device_read(racer->fd, addr, &value, 8, 0);
	}
	return NULL;
}

static void start(struct racer *racer)
{
	atomic_store(&racer->stop, false);
	EXPECT_OK(pthread_create(&racer->ticker, NULL, tick, racer));
	use_processor(1);
	EXPECT_OK(pthread_create(&racer->user, NULL, use_device, racer));
	use_processor(0);
}

static void stop(struct racer *racer)
{
	atomic_store(&racer->stop, true);
	EXPECT_OK(pthread_join(racer->user, NULL));
	EXPECT_OK(pthread_join(racer->ticker, NULL));
}

/*
 * Callbacks are spurious until their range is hot; device pages go meanwhile.
 */
static void race_step(struct racer *racer, uint32_t *random)
{
	uintptr_t quiet = block_at(next(random) % (RACE_BLOCKS / 2) * 2 + 1);

	for (int i = 0; i < ADAPTIVE_SPURIOUS; i++) {
		uintptr_t used = block_at(next(random) % (RACE_BLOCKS / 2) * 2);
		size_t size = next(random) % 8 ? 4 * PAGE_BYTES : BLOCK_BYTES;

		discard(quiet, 1);
		if (next(random) % 2)
			discard(used, size / PAGE_BYTES);
		else
			EXPECT_OK(map_area(used, 4 * PAGE_BYTES));
		expect_no_stale_page(racer->fd, used, 4 * PAGE_BYTES);
	}
	expect_no_stale_page(racer->fd, REGION_BASE, RACE_CHUNKS * BLOCK_BYTES);
}

static void expect_nothing_left(int fd)
{
	struct mnbench_counters c;

	EXPECT_OK(munmap((void *)REGION_BASE, (RACE_CHUNKS + 1) * BLOCK_BYTES));
	c = counted(fd);
	EXPECT(!c.pages_now && !c.chunks_now &&
		       c.chunks_inserted == c.chunks_removed,
	       "%lu pages, %lu chunks left", (unsigned long)c.pages_now,
	       (unsigned long)c.chunks_now);
}

/* A new session may split at once, so each round starts with one. */
static void races(void)
{
	struct cell cell = adaptive_cell();
	struct racer racer = {.fd = device_open()};
	uint32_t random = 1;
	uint64_t splits = 0;

	EXPECT_OK(map_area(REGION_BASE, (RACE_CHUNKS + 1) * BLOCK_BYTES));
	EXPECT_OK(device_attach(racer.fd, &cell));
	start(&racer);
	for (int round = 0; round < RACE_ROUNDS; round++) {
		for (int i = 0; i < RACE_STEPS; i++)
			race_step(&racer, &random);
		splits += counted(racer.fd).splits;
		EXPECT_OK(device_detach(racer.fd));
		EXPECT_OK(device_attach(racer.fd, &cell));
	}
	stop(&racer);
	/* Most rounds have one, so not only faults ran. */
	EXPECT(splits >= RACE_ROUNDS / 2, "%lu splits", (unsigned long)splits);
	expect_nothing_left(racer.fd);
}

/* Chunks merge during faults and ranges, after the quiet time. */
static void races_merging(void)
{
	struct cell cell = adaptive_cell();
	struct racer racer = {.fd = device_open()};
	uint32_t random = 1;
	struct mnbench_counters c;

	EXPECT_OK(map_area(REGION_BASE, (RACE_CHUNKS + 1) * BLOCK_BYTES));
	EXPECT_OK(device_attach(racer.fd, &cell));
	start(&racer);
	do {
		race_step(&racer, &random);
		c = counted(racer.fd);
	} while (c.merges < 8);
	stop(&racer);
	expect_nothing_left(racer.fd);
}

/* Make chunks change, without end. */
static void change_forever(void)
{
	struct racer racer = {.fd = device_open()};
	struct cell cell = adaptive_cell();
	uint32_t random = 1;

	map_area(REGION_BASE, (RACE_CHUNKS + 1) * BLOCK_BYTES);
	device_attach(racer.fd, &cell);
	pthread_create(&racer.user, NULL, use_device, &racer);
	for (;;) {
		uintptr_t addr = block_at(next(&random) % RACE_BLOCKS);

		for (int i = 0; i < ADAPTIVE_SPURIOUS; i++)
			madvise((void *)addr, PAGE_BYTES, MADV_DONTNEED);
	}
}

static void is_killed_splitting(void)
{
	for (long delay_us = 500; delay_us < 40000;
	     delay_us = delay_us * 5 / 4) {
		pid_t pid = fork();
		int status;

		if (pid == 0)
			change_forever();
		sleep_ns(delay_us * 1000);
		EXPECT_OK(kill(pid, SIGKILL));
		EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status),
		       "child: %#x", status);
	}
}

/* The last callback requests a split; then the session or the mm ends. */
static void ends_splitting(void)
{
	for (int way = 0; way < 12; way++) {
		pid_t pid = fork();
		int status, fd;

		if (pid == 0) {
			fd = attached_with_chunks(4);
			for (size_t i = 0; i < 4; i++)
				discard_often(chunk_at(i) + DISCARD_OFFSET,
					      ADAPTIVE_SPURIOUS);
			if (way % 3 == 0)
				EXPECT_OK(device_detach(fd));
			if (way % 3 == 1)
				EXPECT_OK(close(fd));
			if (way / 3 == 1)
				EXPECT_OK(munmap((void *)REGION_BASE,
						 4 * BLOCK_BYTES));
			_exit(0);
		}
		EXPECT(waitpid(pid, &status, 0) == pid && !status, "child: %#x",
		       status);
	}
}

/* Detach while merges are due. */
static void ends_before_merging(void)
{
	int fd = attached_with_chunks(4);
	struct mnbench_counters c;

	hit_all(fd, 4);
	expect_done(fd, 8, 4, 0, 8);
	EXPECT_OK(device_detach(fd));
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(!c.chunks_now && c.chunks_inserted == c.chunks_removed,
	       "%lu chunks left", (unsigned long)c.chunks_now);
	sleep_ns(2 * ADAPTIVE_QUIET_MIN_NS);
	EXPECT_OK(close(fd));
}

void suite_adaptive(void)
{
	static const struct test tests[] = {
		{"splits on spurious callbacks", splits_when_spurious},
		{"needs spurious callbacks within a second",
		 needs_callbacks_within_a_second},
		{"splits only if that saves callbacks",
		 splits_only_if_that_saves_callbacks},
		{"weighs the cost of a callback",
		 weighs_the_cost_of_a_callback},
		{"maps in a hot range", maps_in_a_hot_range},
		{"merges when quiet", merges_when_quiet},
		{"halves towards its pages", halves_towards_its_pages},
		{"limits splits per second", limits_splits_per_second},
		{"limits hot ranges", limits_hot_ranges},
		{"a replaced chunk takes pages away", replaced_chunk_serves},
		{"ends in the middle of a split", ends_splitting},
		{"ends before it merges", ends_before_merging},
		{"is killed while it splits", is_killed_splitting},
		{"races while it splits", races},
		{"races while it merges", races_merging},
	};

	ktap_run("adaptive", tests, sizeof(tests) / sizeof(tests[0]));
}
