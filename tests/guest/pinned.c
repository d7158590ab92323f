// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: buffers whose memory is pinned, and what a registration costs. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "ktap.h"
#include "suites.h"

#define MS    1000000UL /* in ns */
#define PAGES 700UL     /* in two leaves of the device page table */
#define SIZE  (PAGES * PAGE_BYTES)

static int attached_pinning(void)
{
	struct cell cell = test_cell("munmap", "region");
	int fd = device_open();

	cell.pin = 1;
	EXPECT_OK(device_attach(fd, &cell));
	map_numbered(REGION_BASE, PAGES);
	return fd;
}

static void expect_pages(int fd, uint64_t expected)
{
	struct mnbench_counters c;

	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.pages_now == expected, "%lu pages, not %lu",
	       (unsigned long)c.pages_now, (unsigned long)expected);
	EXPECT(!c.chunks_inserted, "%lu notifiers",
	       (unsigned long)c.chunks_inserted);
}

/* From /proc/self/status, in kB. */
static long pinned_kb(void)
{
	FILE *file = fopen("/proc/self/status", "re");
	char line[256];
	long kb = -1;

	EXPECT(file, "status: %d", errno);
	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, "VmPin:", 6))
			kb = atol(line + 6);
	fclose(file);
	return kb;
}

/* The device keeps the old pages; the CPU has new ones. */
static void keeps_pages(void)
{
	int fd = attached_pinning();
	struct mnbench_counters c;
	uint64_t value = 0;

	EXPECT_OK(device_register(fd, REGION_BASE, SIZE));
	expect_pages(fd, PAGES);
	EXPECT(pinned_kb() == SIZE / 1024, "%ld kB are pinned", pinned_kb());
	EXPECT_OK(device_map(fd, REGION_BASE, SIZE, MNBENCH_COMMAND_WRITABLE));
	expect_no_stale_page(fd, REGION_BASE, SIZE);

	EXPECT_OK(device_counters(fd, &c, true));
	EXPECT_OK(madvise((void *)REGION_BASE, SIZE, MADV_DONTNEED));
	EXPECT_OK(munmap((void *)(REGION_BASE + SIZE / 2), SIZE / 2));
	expect_pages(fd, PAGES);
	EXPECT_OK(device_read(fd, REGION_BASE + 5 * PAGE_BYTES, &value, 8, 0));
	EXPECT(value == 5, "read %lu", (unsigned long)value);
	EXPECT(!*(uint64_t *)(REGION_BASE + 5 * PAGE_BYTES), "not a new page");
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(!c.callbacks[MNBENCH_EVENT_CLEAR] && !c.faults, "%lu faults",
	       (unsigned long)c.faults);

	EXPECT_OK(device_unregister(fd, REGION_BASE, SIZE));
	expect_pages(fd, 0);
	EXPECT(pinned_kb() == 0, "%ld kB are pinned", pinned_kb());
	EXPECT_RETURN(device_read(fd, REGION_BASE, &value, 8, 0), -EACCES);
	EXPECT_OK(device_detach(fd));
}

static void ends_with_session(void)
{
	int fd = attached_pinning();
	struct mnbench_counters c;

	EXPECT_OK(device_register(fd, REGION_BASE, SIZE));
	EXPECT_RETURN(device_register(fd, REGION_BASE + 2 * SIZE, PAGE_BYTES),
		      -EFAULT);
	EXPECT_OK(device_detach(fd));
	EXPECT(pinned_kb() == 0, "%ld kB are pinned", pinned_kb());
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.invalidations == 1, "%lu invalidations",
	       (unsigned long)c.invalidations);
}

/* The pages of a process that ended are pinned until its file is closed. */
static void outlives_process(void)
{
	struct mnbench_counters c;
	int status, fd;
	int *shared = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	/* With the same files. */
	pid_t pid = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		*shared = attached_pinning();
		EXPECT_OK(device_register(*shared, REGION_BASE, SIZE));
		_exit(0);
	}
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid && !status,
	       "child: %#x", status);
	fd = *shared;
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.pages_now == PAGES && !c.invalidations, "%lu pages",
	       (unsigned long)c.pages_now);
	EXPECT_OK(close(fd));
}

static void refuses(void)
{
	struct rlimit limit = {SIZE, SIZE};
	struct cell cell = test_cell("munmap", "whole");
	uint64_t bytes = MNBENCH_COMMAND_LENGTH_MAX / 2;
	int fd = attached_pinning();
	int other = device_open();

	EXPECT_OK(mprotect((void *)REGION_BASE, PAGE_BYTES, PROT_READ));
	EXPECT_RETURN(device_register(fd, REGION_BASE, SIZE), -EFAULT);
	EXPECT_OK(mprotect((void *)REGION_BASE, PAGE_BYTES,
			   PROT_READ | PROT_WRITE));
	EXPECT_RETURN(device_register(fd, PAGE_BYTES, bytes), -ENOMEM);
	EXPECT_OK(device_register(fd, REGION_BASE, SIZE / 2));
	EXPECT_RETURN(device_register(fd, REGION_BASE, PAGE_BYTES), -EINVAL);
	EXPECT(pinned_kb() == SIZE / 2048, "%ld kB are pinned", pinned_kb());

	cell.pin = 1;
	EXPECT_RETURN(device_attach(other, &cell), -EINVAL);
	cell.pin = 0;
	cell.register_ns = 1;
	EXPECT_RETURN(device_attach(other, &cell), -EINVAL);
	cell.register_ns = 0;
	cell.register_page_ns = 1;
	EXPECT_RETURN(device_attach(other, &cell), -EINVAL);

	/* Root may pin as much as there is. */
	EXPECT_OK(setrlimit(RLIMIT_MEMLOCK, &limit));
	EXPECT_OK(seteuid(1000));
	EXPECT_RETURN(device_register(fd, REGION_BASE + SIZE / 2, SIZE),
		      -ENOMEM);
	EXPECT_OK(device_register(fd, REGION_BASE + SIZE / 2, SIZE / 2));
}

static uint64_t time_registration(uint64_t pages, uint64_t pin)
{
	struct cell cell = test_cell("munmap", "region");
	struct timespec start, end;
	int fd = device_open();

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.pin = pin;
	cell.register_ns = 20 * MS;
	cell.register_page_ns = 2 * MS;
	EXPECT_OK(device_attach(fd, &cell));
	map_numbered(REGION_BASE, pages);
	clock_gettime(CLOCK_MONOTONIC, &start);
	EXPECT_OK(device_register(fd, REGION_BASE, pages * PAGE_BYTES));
	clock_gettime(CLOCK_MONOTONIC, &end);
	EXPECT_OK(device_detach(fd));
	EXPECT_OK(munmap((void *)REGION_BASE, pages * PAGE_BYTES));
	return (end.tv_sec - start.tv_sec) * 1000 * MS + end.tv_nsec -
	       start.tv_nsec;
}

static void takes_time(void)
{
	for (uint64_t pin = 0; pin < 2; pin++) {
		uint64_t ns = time_registration(10, pin);

		EXPECT(ns >= 40 * MS && ns < 60 * MS, "it took %lu us",
		       (unsigned long)ns / 1000);
	}
	/* A register_page_ns for each page would be 1.4 s. */
	EXPECT(time_registration(PAGES, 0) < 1100 * MS, "not bounded");
}

void suite_pinned(void)
{
	static const struct test tests[] = {
		{"the device keeps the pages", keeps_pages},
		{"pages are let go with the session", ends_with_session},
		{"pages outlive the process", outlives_process},
		{"refuses", refuses},
		{"a registration takes time", takes_time},
	};

	ktap_run("pinned", tests, sizeof(tests) / sizeof(tests[0]));
}
