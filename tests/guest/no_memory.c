// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: each allocation of a call fails once. The call then fails with
 * -ENOMEM or does without, the same call succeeds afterwards, and nothing is
 * left at the end.
 *
 * The kernel needs CONFIG_FAILSLAB and CONFIG_FAULT_INJECTION_DEBUG_FS; the
 * suite has no tests on another one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define BLOCKS    3U /* each in a chunk of its own, with one page */
#define FAILED    0  /* exit status of a process in which one has failed */
#define NONE_LEFT 42 /* the call has fewer allocations */

struct trial {
	const char *mode;
	struct cell cell;
	int fd;
	int fail_nth; /* the file in /proc */
};

static int attach_it(const struct trial *trial)
{
	return device_attach(trial->fd, &trial->cell);
}

static int register_it(const struct trial *trial)
{
	return device_register(trial->fd, REGION_BASE, BLOCKS * BLOCK_BYTES);
}

static int map_it(const struct trial *trial)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_MAP,
		.addr = REGION_BASE,
		.length = BLOCKS * BLOCK_BYTES,
		.stride = BLOCK_BYTES,
	};

	return device_submit(trial->fd, &command, 1);
}

/* The calls of a session, in order. */
static int (*const calls[])(const struct trial *trial) = {
	attach_it,
	register_it,
	map_it,
};
#define CALLS (sizeof(calls) / sizeof(calls[0]))

/*
 * Let the @nth allocation of this thread fail from now on; 0: none. Returns how
 * many of them were still to come. To open the file would allocate, too.
 */
static unsigned int fail_nth(const struct trial *trial, unsigned int nth)
{
	char text[16] = "", number[16];
	int size = snprintf(number, sizeof(number), "%u", nth);

	EXPECT(pread(trial->fail_nth, text, sizeof(text) - 1, 0) > 0 &&
		       pwrite(trial->fail_nth, number, size, 0) == size,
	       "fail-nth: %d", errno);
	return strtoul(text, NULL, 10);
}

static void expect_all_mapped(const struct trial *trial)
{
	struct mnbench_counters c;

	EXPECT_OK(device_counters(trial->fd, &c, false));
	EXPECT(c.pages_now == BLOCKS && c.pages_faulted == BLOCKS,
	       "%lu pages, %lu faulted", (unsigned long)c.pages_now,
	       (unsigned long)c.pages_faulted);
	expect_no_stale_page(trial->fd, REGION_BASE, BLOCKS * BLOCK_BYTES);
}

static void expect_nothing_left(const struct trial *trial)
{
	struct mnbench_counters c;

	EXPECT_OK(munmap((void *)REGION_BASE, BLOCKS * BLOCK_BYTES));
	EXPECT_OK(device_settle(trial->fd));
	EXPECT_OK(device_counters(trial->fd, &c, false));
	EXPECT(!c.pages_now && c.chunks_now <= intervals_that_stay(trial->mode),
	       "%lu pages, %lu chunks left", (unsigned long)c.pages_now,
	       (unsigned long)c.chunks_now);
	EXPECT_OK(device_detach(trial->fd));
	EXPECT_OK(device_counters(trial->fd, &c, false));
	EXPECT(!c.chunks_now && !c.bytes &&
		       c.chunks_inserted == c.chunks_removed,
	       "%lu chunks, %lu bytes left", (unsigned long)c.chunks_now,
	       (unsigned long)c.bytes);
}

/* In a process of its own, because an mm is registered only once. */
static int try_call(struct trial *trial, size_t failing, unsigned int nth)
{
	bool has_device = mode_has_callback(mode_find(trial->mode));
	unsigned int left = 0;

	trial->fd = device_open();
	trial->fail_nth = open("/proc/self/fail-nth", O_RDWR | O_CLOEXEC);
	for (size_t i = 0; i < BLOCKS; i++)
		map_numbered(REGION_BASE + i * BLOCK_BYTES, 1);
	for (size_t i = 0; i < (has_device ? CALLS : 1); i++) {
		int ret;

		if (i != failing) {
			EXPECT_OK(calls[i](trial));
			continue;
		}
		fail_nth(trial, nth);
		ret = calls[i](trial);
		left = fail_nth(trial, 0);
		EXPECT(!ret || (ret == -ENOMEM && !left),
		       "allocation %u: %d, %u left", nth, ret, left);
		if (ret)
			EXPECT_OK(calls[i](trial));
	}
	if (has_device)
		expect_all_mapped(trial);
	expect_nothing_left(trial);
	EXPECT_OK(close(trial->fd));
	return left ? NONE_LEFT : FAILED;
}

static void fail_each(const char *mode, size_t failing)
{
	struct trial trial = {mode, test_cell("munmap", mode), -1, -1};
	int status = 0;
	unsigned int nth;

	use_chunks(&trial.cell, BLOCK_BYTES);
	for (nth = 1; WEXITSTATUS(status) != NONE_LEFT; nth++) {
		pid_t pid = fork();

		if (pid == 0) {
			status = try_call(&trial, failing, nth);
			fflush(stdout);
			_exit(status);
		}
		EXPECT(waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
			       (WEXITSTATUS(status) == FAILED ||
				WEXITSTATUS(status) == NONE_LEFT),
		       "allocation %u: %#x", nth, status);
	}
	printf("# %u allocations\n", nth - 2);
}

static void attach_fails(const void *mode)
{
	fail_each(mode, 0);
}

static void register_fails(const void *mode)
{
	fail_each(mode, 1);
}

static void map_fails(const void *mode)
{
	fail_each(mode, 2);
}

/* Returns whether allocations can fail on this kernel. */
static bool prepare(void)
{
	if (access("/proc/self/fail-nth", W_OK) ||
	    (mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL) &&
	     errno != EBUSY) ||
	    access("/sys/kernel/debug/failslab", F_OK))
		return false;
	/* Allocations that may sleep fail as well, and nothing is logged. */
	write_file("/sys/kernel/debug/failslab/ignore-gfp-wait", "N");
	write_file("/sys/kernel/debug/failslab/verbose", "0");
	return true;
}

void suite_no_memory(void)
{
	const struct mode_info *mode;
	char name[128];

	if (!prepare())
		return;
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (mode->flags & MODE_IN_AGENT ||
		    !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "no-memory: an attach, %s",
			 mode->name);
		ktap_test(name, attach_fails, mode->name);
	}
	for_each_device_mode("no-memory", "registering", register_fails);
	for_each_device_mode("no-memory", "a map", map_fails);
}
