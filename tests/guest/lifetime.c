// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: the end of sessions by detach, close, exit, kill, exec and
 * unload.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/init.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define CHUNKS 32UL

static int attached_and_filled(const char *mode)
{
	int fd = attached(mode);

	for (size_t i = 0; i < CHUNKS; i++) {
		map_numbered(REGION_BASE + i * BLOCK_BYTES, 4);
		EXPECT_OK(device_map(fd, REGION_BASE + i * BLOCK_BYTES,
				     4 * PAGE_BYTES, 0));
	}
	return fd;
}

static void wait_for(pid_t pid)
{
	int status;

	EXPECT(waitpid(pid, &status, 0) == pid && !status, "child: %#x",
	       status);
}

static void detaches_clean(const void *mode)
{
	int fd = attached_and_filled(mode);
	struct mnbench_counters c;

	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.pages_now == 4 * CHUNKS && c.bytes, "%lu pages, %lu bytes",
	       (unsigned long)c.pages_now, (unsigned long)c.bytes);
	EXPECT_OK(device_detach(fd));
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(!c.pages_now && !c.bytes && !c.chunks_now &&
		       c.chunks_inserted == c.chunks_removed,
	       "left: %lu pages, %lu bytes, %lu chunks",
	       (unsigned long)c.pages_now, (unsigned long)c.bytes,
	       (unsigned long)c.chunks_now);
	EXPECT(!c.nonblock, "%lu callbacks that must not sleep",
	       (unsigned long)c.nonblock);
	/*
	 * A global subscriber gets release(), which takes all pages from the
	 * device.
	 */
	EXPECT(!c.callbacks[MNBENCH_EVENT_RELEASE] ||
		       c.pages_invalidated == 4 * CHUNKS,
	       "%lu pages released", (unsigned long)c.pages_invalidated);
	EXPECT_OK(munmap((void *)REGION_BASE, CHUNKS * BLOCK_BYTES));
	EXPECT_OK(close(fd));
}

static void closes_attached(const void *mode)
{
	for (int i = 0; i < 3; i++)
		EXPECT_OK(close(attached_and_filled(mode)));
}

static void exits_attached(const void *mode)
{
	pid_t pid = fork();

	if (pid == 0) {
		attached_and_filled(mode);
		_exit(0);
	}
	wait_for(pid);
}

/* An exiting process waits for the device by sleeping, not by spinning. */
static void exits_asleep(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	struct rusage used;
	int status;
	pid_t pid;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = 400000000;
	pid = fork();
	if (pid == 0) {
		int fd = device_open();

		attach_all_memory(fd, &cell);
		map_numbered(REGION_BASE, 1);
		EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
		_exit(0);
	}
	EXPECT(wait4(pid, &status, 0, &used) == pid && !status, "child: %#x",
	       status);
	EXPECT(!used.ru_stime.tv_sec && used.ru_stime.tv_usec < 200000,
	       "%ld.%06ld s in the kernel", used.ru_stime.tv_sec,
	       used.ru_stime.tv_usec);
}

/* The mm goes first, the file later. */
static void file_outlives_mm(const void *mode)
{
	int left[2], done[2];
	char c;
	pid_t pid;

	EXPECT_OK(pipe(left));
	EXPECT_OK(pipe(done));
	pid = fork();
	if (pid == 0) {
		int fd = attached_and_filled(mode);

		if (fork() == 0) {
			struct mnbench_counters counters;

			EXPECT(read(left[0], &c, 1) == 1, "pipe");
			EXPECT_RETURN(device_settle(fd), -EPERM);
			EXPECT_OK(device_counters(fd, &counters, false));
			EXPECT(!counters.pages_now, "%lu pages left",
			       (unsigned long)counters.pages_now);
			EXPECT_RETURN(guest_unload_module(), -EWOULDBLOCK);
			EXPECT_OK(close(fd));
			EXPECT(write(done[1], "x", 1) == 1, "pipe");
		}
		_exit(0);
	}
	wait_for(pid);
	close(done[1]);
	EXPECT(write(left[1], "x", 1) == 1, "pipe");
	EXPECT(read(done[0], &c, 1) == 1, "the grandchild failed");
}

static void exec_ends_session(const void *mode)
{
	pid_t pid = fork();

	if (pid == 0) {
		int fd = attached_and_filled(mode);
		char number[16];

		fcntl(fd, F_SETFD, 0);
		snprintf(number, sizeof(number), "%d", fd);
		execl("/init", "init", "--after-exec", number, NULL);
		_exit(1);
	}
	wait_for(pid);
}

static void fork_while_attached(const void *mode)
{
	int fd = attached_and_filled(mode);
	pid_t pid = fork();

	if (pid == 0) {
		for (size_t i = 0; i < CHUNKS; i++)
			map_numbered(REGION_BASE + i * BLOCK_BYTES, 4);
		_exit(0);
	}
	*(uint64_t *)REGION_BASE = 4711;
	expect_no_stale_page(fd, REGION_BASE, CHUNKS * BLOCK_BYTES);
	wait_for(pid);
	expect_no_stale_page(fd, REGION_BASE, CHUNKS * BLOCK_BYTES);
}

/*
 * Use the device without end. Only errors that the race may cause are allowed.
 */
static void *use_device(void *fd_pointer)
{
	int fd = *(int *)fd_pointer;
	uint64_t value;

	for (size_t i = 0;; i = (i + 1) % CHUNKS)
		device_read(fd, REGION_BASE + i * BLOCK_BYTES, &value, 8, 0);
	return NULL;
}

static void kill_busy(const void *mode)
{
	for (long delay_us = 100; delay_us < 20000; delay_us *= 2) {
		struct timespec delay = {.tv_nsec = delay_us * 1000};
		int status;
		pid_t pid = fork();

		if (pid == 0) {
			int fd = attached_and_filled(mode);
			pthread_t thread;

			pthread_create(&thread, NULL, use_device, &fd);
			for (size_t i = 0;; i = (i + 1) % CHUNKS)
				map_numbered(REGION_BASE + i * BLOCK_BYTES, 4);
		}
		nanosleep(&delay, NULL);
		kill(pid, SIGKILL);
		EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) &&
			       WTERMSIG(status) == SIGKILL,
		       "child: %#x", status);
	}
}

static void detach_busy(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	int fd = attached_and_filled(mode);
	pthread_t thread;

	pthread_create(&thread, NULL, use_device, &fd);
	for (int i = 0; i < 20; i++) {
		struct timespec delay = {.tv_nsec = 100000};

		nanosleep(&delay, NULL);
		EXPECT_OK(device_detach(fd));
		attach_all_memory(fd, &cell);
	}
}

static void unload_refused(void)
{
	int fd = attached("chunked");

	EXPECT_RETURN(guest_unload_module(), -EWOULDBLOCK);
	EXPECT_OK(device_detach(fd));
	EXPECT_RETURN(guest_unload_module(), -EWOULDBLOCK);
	EXPECT_OK(close(fd));
}

static void chunks_follow_policy(uint64_t removal, uint64_t left)
{
	struct cell cell = test_cell("munmap", "chunked");
	int fd = device_open();
	struct mnbench_counters c;

	cell.removal = removal;
	attach_all_memory(fd, &cell);
	map_numbered(REGION_BASE, 1);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	EXPECT_OK(munmap((void *)REGION_BASE, PAGE_BYTES));
	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.chunks_now == left && c.chunks_peak == 1 &&
		       c.chunks_inserted == 1 && c.chunks_removed == 1 - left,
	       "%lu chunks, %lu removed", (unsigned long)c.chunks_now,
	       (unsigned long)c.chunks_removed);
}

static void deferred_chunks_go(void)
{
	chunks_follow_policy(MNBENCH_REMOVAL_DEFERRED, 0);
}

static void kept_chunks_stay(void)
{
	chunks_follow_policy(MNBENCH_REMOVAL_KEEP, 1);
}

void suite_lifetime(void)
{
	static const struct test tests[] = {
		{"unloading is refused while in use", unload_refused},
		{"deferred removal takes an empty chunk", deferred_chunks_go},
		{"kept chunks stay", kept_chunks_stay},
	};

	for_each_device_mode("lifetime", "detaches clean", detaches_clean);
	for_each_device_mode("lifetime", "closed while attached",
			     closes_attached);
	for_each_device_mode("lifetime", "exit while attached", exits_attached);
	for_each_device_mode("lifetime", "exit waits asleep", exits_asleep);
	for_each_device_mode("lifetime", "the file outlives the mm",
			     file_outlives_mm);
	for_each_device_mode("lifetime", "exec while attached",
			     exec_ends_session);
	for_each_device_mode("lifetime", "fork while attached",
			     fork_while_attached);
	for_each_device_mode("lifetime", "killed while busy", kill_busy);
	for_each_device_mode("lifetime", "detached while busy", detach_busy);
	ktap_run("lifetime", tests, sizeof(tests) / sizeof(tests[0]));
}
