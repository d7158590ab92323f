// SPDX-License-Identifier: GPL-2.0-only
/*
 * One thread makes the device map and read without pause, another changes the
 * address space at random; after each change the device holds no stale page.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "ktap.h"
#include "suites.h"

#define PAGES 64UL
#define STEPS 300

struct race {
	int fd;
	atomic_bool stop;
};

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
	pthread_t thread;

	if (cell.chunk_size)
		cell.chunk_size = 16 * PAGE_BYTES;
	EXPECT_OK(device_attach(race.fd, &cell));
	map_numbered(REGION_BASE, PAGES);
	EXPECT_OK(pthread_create(&thread, NULL, use_device, &race));
	for (int i = 0; i < STEPS; i++) {
		change(&random);
		expect_no_stale_page(race.fd, REGION_BASE, PAGES * PAGE_BYTES);
	}
	atomic_store(&race.stop, true);
	EXPECT_OK(pthread_join(thread, NULL));
	EXPECT_OK(device_detach(race.fd));
}

void suite_race(void)
{
	for_each_device_mode("race", "device against CPU", race_in);
}
