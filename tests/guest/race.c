// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: one thread makes the device map and read without pause while
 * another changes the address space. After each change the device holds no
 * stale page.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "ktap.h"
#include "suites.h"

#define PAGES      64UL
#define STEPS      300
#define LEAF_PAGES 512UL
#define COLLISIONS 1000

struct race {
	int fd;
	atomic_bool stop;
	pthread_t user, ticker;
};

/*
 * The emulator runs one processor after the other, each until the next timer of
 * the guest, so the period of a timer is that of the changes.
 */
static void *tick(void *data)
{
	struct race *race = data;
	struct timespec period = {.tv_nsec = 15000};

	prctl(PR_SET_TIMERSLACK, 1UL);
	while (!atomic_load(&race->stop))
		nanosleep(&period, NULL);
	return NULL;
}

/* The device on one processor, this thread on the other. */
static void start(struct race *race, void *(*use_device)(void *race))
{
	EXPECT_OK(pthread_create(&race->ticker, NULL, tick, race));
	use_processor(1);
	EXPECT_OK(pthread_create(&race->user, NULL, use_device, race));
	use_processor(0);
}

static void stop(struct race *race)
{
	atomic_store(&race->stop, true);
	EXPECT_OK(pthread_join(race->user, NULL));
	EXPECT_OK(pthread_join(race->ticker, NULL));
}

/*
 * Nothing is mapped on the CPU, so the device must hold nothing and no chunk be
 * left.
 */
static void expect_nothing_left(const struct race *race, const char *mode,
				size_t pages)
{
	struct mnbench_counters counters;
	uint64_t most = intervals_that_stay(mode);

	EXPECT_OK(munmap((void *)REGION_BASE, pages * PAGE_BYTES));
	EXPECT_OK(device_settle(race->fd));
	EXPECT_OK(device_counters(race->fd, &counters, false));
	EXPECT(!counters.pages_now, "%lu pages left",
	       (unsigned long)counters.pages_now);
	EXPECT(counters.chunks_now <= most &&
		       counters.chunks_inserted - counters.chunks_removed ==
			       counters.chunks_now,
	       "%lu chunks left", (unsigned long)counters.chunks_now);
}

static uint32_t next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void *use_device(void *data)
{
	struct race *race = data;
	uint64_t value[16];
	uint32_t random = 2;

	while (!atomic_load(&race->stop)) {
		uintptr_t addr =
			REGION_BASE + next(&random) % PAGES * PAGE_BYTES;

		if (next(&random) % 2)
			device_map(race->fd, addr, PAGE_BYTES,
				   MNBENCH_COMMAND_WRITABLE);
		else
			device_read(race->fd, addr, value, sizeof(value), 0);
	}
	return NULL;
}

static void change(uint32_t *random)
{
	size_t count = 1 + next(random) % 8;
	uintptr_t addr = REGION_BASE + next(random) % (PAGES - 8) * PAGE_BYTES;
	size_t size = count * PAGE_BYTES;
	pid_t pid;

	switch (next(random) % 6) {
	case 0:
		munmap((void *)addr, size);
		break;
	case 1:
		mprotect((void *)addr, size, PROT_READ);
		break;
	case 2:
		madvise((void *)addr, size, MADV_DONTNEED);
		break;
	case 3:
		mremap((void *)addr, size, size, MREMAP_MAYMOVE | MREMAP_FIXED,
		       (void *)FAR_BASE);
		break;
	case 4:
		pid = fork();
		if (pid == 0)
			_exit(0);
		waitpid(pid, NULL, 0);
		break;
	default:
		map_numbered(addr, count);
	}
}

static void race_in(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct race race = {.fd = device_open()};
	uint32_t random = 1;

	use_chunks(&cell, 16 * PAGE_BYTES);
	attach_all_memory(race.fd, &cell);
	map_numbered(REGION_BASE, PAGES);
	start(&race, use_device);
	for (int i = 0; i < STEPS; i++) {
		change(&random);
		expect_no_stale_page(race.fd, REGION_BASE, PAGES * PAGE_BYTES);
	}
	stop(&race);
	expect_nothing_left(&race, mode, PAGES);
	EXPECT_OK(device_detach(race.fd));
}

/* Whole leaves at once, so that most of the time a fault is running. */
static void *map_leaf(void *data)
{
	struct race *race = data;

	while (!atomic_load(&race->stop))
		device_map(race->fd, REGION_BASE, LEAF_PAGES * PAGE_BYTES, 0);
	return NULL;
}

/*
 * A page goes after a fault has read its address. Only the sequence number
 * keeps it from being mapped on the device.
 */
static void collide_in(const char *mode, size_t chunk_pages)
{
	struct cell cell = test_cell("munmap", mode);
	struct race race = {.fd = device_open()};
	uint32_t random = 3;

	use_chunks(&cell, chunk_pages * PAGE_BYTES);
	attach_all_memory(race.fd, &cell);
	map_numbered(REGION_BASE, LEAF_PAGES);
	start(&race, map_leaf);
	for (int i = 0; i < COLLISIONS; i++) {
		uintptr_t addr =
			REGION_BASE + next(&random) % LEAF_PAGES * PAGE_BYTES;

		EXPECT_OK(madvise((void *)addr, PAGE_BYTES, MADV_DONTNEED));
		expect_no_stale_page(race.fd, addr, PAGE_BYTES);
		*(uint64_t *)addr = i;
	}
	stop(&race);
	expect_nothing_left(&race, mode, LEAF_PAGES);
	EXPECT_OK(device_detach(race.fd));
}

static void collide_in_one_chunk(const void *mode)
{
	collide_in(mode, LEAF_PAGES);
}

/* The chunk goes with its page, and the next fault creates another one. */
static void collide_in_chunks_of_a_page(const void *mode)
{
	collide_in(mode, 1);
}

void suite_race(void)
{
	for_each_device_mode("race", "device against CPU", race_in);
	for_each_device_mode("race", "faults against ranges",
			     collide_in_one_chunk);
	for_each_device_mode("race", "chunks come and go",
			     collide_in_chunks_of_a_page);
}
