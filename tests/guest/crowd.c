// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: several threads attach, detach and use one session, read its
 * counters, and open other sessions of the same memory, while that memory
 * changes.
 */
#include <errno.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "ktap.h"
#include "suites.h"

#define PAGES 64UL
#define STEPS 100

struct crowd {
	const char *mode;
	int fd;
	atomic_bool stop;
	/*
	 * How often it was used while attached, was detached, and another was
	 * opened.
	 */
	atomic_uint used, detached, opened;
};

static uint32_t next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static uintptr_t any_page(uint32_t *random)
{
	return REGION_BASE + next(random) % PAGES * PAGE_BYTES;
}

/* Small chunks, which are often inserted and removed, and a slow device. */
static struct cell crowd_cell(const char *mode)
{
	struct cell cell = test_cell("munmap", mode);

	use_chunks(&cell, 16 * PAGE_BYTES);
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = 20000;
	return cell;
}

static void *attach_and_detach(void *data)
{
	struct crowd *crowd = data;
	struct cell cell = crowd_cell(crowd->mode);

	while (!atomic_load(&crowd->stop)) {
		EXPECT_OK(device_attach(crowd->fd, &cell));
		EXPECT_OK(device_register(crowd->fd, REGION_BASE,
					  PAGES * PAGE_BYTES));
		pause_ms(1);
		EXPECT_OK(device_detach(crowd->fd));
	}
	return NULL;
}

static void *use_device(void *data)
{
	struct crowd *crowd = data;
	uint32_t random = 1;
	uint64_t value;

	while (!atomic_load(&crowd->stop)) {
		int ret = device_read(crowd->fd, any_page(&random), &value,
				      sizeof(value), 0);

		crowd->used += !ret;
		crowd->detached += ret == -ENXIO;
	}
	return NULL;
}

static void *ask(void *data)
{
	struct crowd *crowd = data;
	struct mnbench_counters counters;
	int ret;

	while (!atomic_load(&crowd->stop)) {
		ret = device_settle(crowd->fd);
		EXPECT(!ret || ret == -ENXIO, "settle: %d", ret);
		EXPECT_OK(device_counters(crowd->fd, &counters, true));
	}
	return NULL;
}

static void *open_others(void *data)
{
	struct crowd *crowd = data;
	struct cell cell = crowd_cell(crowd->mode);
	uint32_t random = 2;
	uint64_t value;

	while (!atomic_load(&crowd->stop)) {
		int fd = device_open();

		EXPECT_OK(device_attach(fd, &cell));
		EXPECT_OK(device_register(fd, REGION_BASE, PAGES * PAGE_BYTES));
		for (int i = 0; i < 4; i++)
			device_read(fd, any_page(&random), &value,
				    sizeof(value), 0);
		EXPECT_OK(close(fd));
		crowd->opened++;
	}
	return NULL;
}

static void change(uint32_t *random)
{
	uintptr_t addr = any_page(random);
	pid_t pid;

	switch (next(random) % 4) {
	case 0:
		EXPECT_OK(munmap((void *)addr, PAGE_BYTES));
		break;
	case 1:
		pid = fork();
		if (pid == 0)
			_exit(0);
		EXPECT(waitpid(pid, NULL, 0) == pid, "fork");
		break;
	default:
		map_numbered(addr, 1);
	}
}

static void crowd_in(const void *mode)
{
	void *(*const run[])(void *) = {attach_and_detach, use_device, ask,
					open_others};
	enum { THREADS = sizeof(run) / sizeof(run[0]) };
	struct crowd crowd = {.mode = mode, .fd = device_open()};
	struct mnbench_counters c;
	pthread_t threads[THREADS];
	uint32_t random = 3;

	map_numbered(REGION_BASE, PAGES);
	for (size_t i = 0; i < THREADS; i++)
		EXPECT_OK(pthread_create(&threads[i], NULL, run[i], &crowd));
	for (int i = 0; i < STEPS; i++) {
		change(&random);
		pause_ms(1);
	}
	atomic_store(&crowd.stop, true);
	for (size_t i = 0; i < THREADS; i++)
		EXPECT_OK(pthread_join(threads[i], NULL));
	EXPECT(crowd.used && crowd.detached && crowd.opened,
	       "used %u times, detached %u times, %u opened", crowd.used,
	       crowd.detached, crowd.opened);
	EXPECT_OK(device_counters(crowd.fd, &c, false));
	EXPECT(!c.pages_now && !c.bytes && !c.chunks_now,
	       "left: %lu pages, %lu bytes, %lu chunks",
	       (unsigned long)c.pages_now, (unsigned long)c.bytes,
	       (unsigned long)c.chunks_now);
}

/* More pages than a callback takes away without dropping the device lock. */
#define MANY_PAGES (4 * 4096UL)

static void *take_away(void *unused)
{
	EXPECT(!madvise((void *)REGION_BASE, MANY_PAGES * PAGE_BYTES,
			MADV_DONTNEED),
	       "madvise: %d", errno);
	return unused;
}

/*
 * Interrupt a CPU every few microseconds. The CPUs of the guest run in turns
 * that end with an interrupt; otherwise one would finish before the other goes
 * on.
 */
static int shorten_turns(int cpu)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.sample_period =
			(10000 + 3000 * (unsigned int)cpu) * kernel_slowness(),
	};

	return (int)syscall(SYS_perf_event_open, &attr, -1, cpu, -1,
			    PERF_FLAG_FD_CLOEXEC);
}

/* A detach in the middle of a long callback. */
static void detached_meanwhile(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	int fd = device_open();
	int timers[] = {shorten_turns(0), shorten_turns(1)};
	pthread_t thread;

	use_chunks(&cell, 1UL << 30);
	EXPECT_OK(map_area(REGION_BASE, MANY_PAGES * PAGE_BYTES));
	for (int i = 0; i < 8; i++) {
		EXPECT_OK(device_attach(fd, &cell));
		EXPECT_OK(device_register(fd, REGION_BASE,
					  MANY_PAGES * PAGE_BYTES));
		EXPECT_OK(device_map(fd, REGION_BASE, MANY_PAGES * PAGE_BYTES,
				     0));
		EXPECT_OK(pthread_create(&thread, NULL, take_away, NULL));
		for (volatile int k = 0; k < i * 40000; k++)
			;
		EXPECT_OK(device_detach(fd));
		EXPECT_OK(pthread_join(thread, NULL));
	}
	close(timers[0]);
	close(timers[1]);
}

void suite_crowd(void)
{
	for_each_device_mode("crowd", "detached during a long callback",
			     detached_meanwhile);
	for_each_device_mode("crowd", "threads and sessions at once", crowd_in);
}
