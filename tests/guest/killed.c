// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: a caller that is killed leaves the module promptly, wherever it
 * waits or loops, and its commands say how far they came.
 *
 * The caller is a process that shares the memory of the test, so the test can
 * kill it alone and read what it left.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "ktap.h"
#include "agent/layout.h"
#include "common/modes.h"
#include "suites.h"

#define MS     1000000UL /* in ns */
#define SECOND (1000 * MS)

/* The latest end after the signal: one iteration of a loop, or a few ticks. */
#define PROMPT (50 * MS)

struct call {
	int fd;
	unsigned long request;
	void *arg;
};

static int make_call(void *data)
{
	const struct call *call = data;

	ioctl(call->fd, call->request, call->arg);
	return 0;
}

/*
 * Kill the caller of an ioctl after @ms. Returns how long it took to end, in
 * ns.
 */
static uint64_t kill_caller(int fd, unsigned long request, void *arg,
			    unsigned int ms)
{
	static char stack[64 << 10] __attribute__((aligned(16)));
	struct call call = {fd, request, arg};
	uint64_t start;
	int status;
	pid_t pid = clone(make_call, stack + sizeof(stack), CLONE_VM | SIGCHLD,
			  &call);

	EXPECT(pid > 0, "clone: %d", errno);
	pause_ms(ms);
	EXPECT_RETURN(waitpid(pid, &status, WNOHANG), 0);
	EXPECT_OK(kill(pid, SIGKILL));
	start = clock_ns();
	EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status),
	       "the caller was not killed: %#x", status);
	return clock_ns() - start;
}

static void expect_prompt(uint64_t ns)
{
	EXPECT(ns <= PROMPT, "its end took %lu us", (unsigned long)ns / 1000);
}

/* Kill the caller of these commands. */
static uint64_t kill_queue(int fd, struct mnbench_command *commands,
			   uint32_t count, uint32_t *completed, unsigned int ms)
{
	struct mnbench_submit submit = {
		.size = sizeof(submit),
		.commands = (uintptr_t)commands,
		.command_size = sizeof(*commands),
		.count = count,
	};
	uint64_t ns = kill_caller(fd, MNBENCH_IOC_SUBMIT, &submit, ms);

	*completed = submit.completed;
	return ns;
}

/* Kill the caller of a command in the middle of it. */
static void kill_command(int fd, struct mnbench_command *command)
{
	uint32_t completed;

	expect_prompt(kill_queue(fd, command, 1, &completed, 150));
	EXPECT(completed == 1, "%u commands", completed);
	EXPECT(command->result == -EINTR, "result %d", command->result);
	EXPECT(command->done > 0 && command->done < command->length &&
		       command->done % PAGE_BYTES == 0,
	       "%#llx of %#llx bytes are done", command->done, command->length);
}

/*
 * Map @size bytes at @addr that take little memory: each 2 MiB are the same
 * pages.
 */
static void map_huge(uintptr_t addr, uint64_t size, bool touch)
{
	uint64_t piece = 2UL << 20;
	int fd = memfd_create("piece", MFD_CLOEXEC);

	EXPECT(fd >= 0 && !ftruncate(fd, piece), "memfd: %d", errno);
	for (uint64_t at = 0; at < size; at += piece) {
		char *start = (char *)(addr + at);

		EXPECT(mmap(start, piece, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0) == start,
		       "mmap: %d", errno);
		if (touch && !at)
			memset(start, 1, piece);
	}
	close(fd);
}

#define HUGE_BYTES (1UL << 30)
#define DATA_BASE  (FAR_BASE + HUGE_BYTES)

static void copy_is_killed(const char *mode, uint32_t op)
{
	struct mnbench_command command = {
		.op = op,
		.addr = FAR_BASE,
		.length = HUGE_BYTES,
		.data = DATA_BASE,
	};

	map_huge(FAR_BASE, HUGE_BYTES, true);
	map_huge(DATA_BASE, HUGE_BYTES, true);
	kill_command(attached(mode), &command);
}

static void read_is_killed(const void *mode)
{
	copy_is_killed(mode, MNBENCH_OP_READ);
}

static void write_is_killed(const void *mode)
{
	copy_is_killed(mode, MNBENCH_OP_WRITE);
}

static void map_is_killed(const void *mode)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_MAP,
		.addr = FAR_BASE,
		.length = 16 * HUGE_BYTES,
	};

	map_huge(FAR_BASE, 16 * HUGE_BYTES, true);
	kill_command(attached(mode), &command);
}

static void snapshot_is_killed(const void *mode)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_SNAPSHOT,
		.length = 1UL << 42,
		.data = DATA_BASE,
	};

	map_huge(DATA_BASE, HUGE_BYTES, false);
	kill_command(attached(mode), &command);
}

/* The latency of a fault is a second. A killed caller does not wait for it. */
static void fault_is_killed(const char *mode, uint32_t wait)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_MAP,
		.addr = FAR_BASE,
		.length = 4 * BLOCK_BYTES,
		.stride = BLOCK_BYTES,
	};
	struct cell cell = test_cell("munmap", mode);
	uint32_t completed;

	cell.wait = wait;
	cell.fault_ns = MNBENCH_LATENCY_MAX_NS;
	EXPECT_OK(map_area(FAR_BASE, 4 * BLOCK_BYTES));
	expect_prompt(
		kill_queue(attached_as(&cell), &command, 1, &completed, 950));
	EXPECT(command.result == -EINTR && command.done == 0, "result %d",
	       command.result);
}

static void sleeping_fault_is_killed(const void *mode)
{
	fault_is_killed(mode, MNBENCH_WAIT_SLEEP);
}

static void spinning_fault_is_killed(const void *mode)
{
	fault_is_killed(mode, MNBENCH_WAIT_SPIN);
}

/* Each command waits for the device, which must complete an invalidation. */
static void unregistering_is_killed(const void *mode)
{
	struct mnbench_command commands[8] = {0};
	struct cell cell = test_cell("munmap", mode);
	uint64_t ns;
	uint32_t completed;
	int fd;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = MNBENCH_LATENCY_MAX_NS / 2;
	fd = device_open();
	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(map_area(FAR_BASE,
			   sizeof(commands) / sizeof(*commands) * PAGE_BYTES));
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		commands[i].op = MNBENCH_OP_UNREGISTER;
		commands[i].addr = FAR_BASE + i * PAGE_BYTES;
		commands[i].length = PAGE_BYTES;
		EXPECT_OK(device_register(fd, commands[i].addr, PAGE_BYTES));
		EXPECT_OK(device_map(fd, commands[i].addr, PAGE_BYTES, 0));
	}
	ns = kill_queue(fd, commands, sizeof(commands) / sizeof(*commands),
			&completed, 750);
	EXPECT(ns <= cell.device_ns, "its end took %lu us",
	       (unsigned long)ns / 1000);
	EXPECT(completed == 3 && !commands[1].result &&
		       commands[2].result == -EINTR && !commands[2].done,
	       "%u commands, the last with %d", completed, commands[2].result);
}

static void *discard_all(void *size)
{
	EXPECT_OK(madvise((void *)FAR_BASE, *(size_t *)size, MADV_DONTNEED));
	return NULL;
}

/*
 * A range takes pages from several chunks, and waits a second for the device in
 * each. Chunks that are dropped stay until the range ends.
 */
static void settle_is_killed(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	size_t size = 3 * BLOCK_BYTES;
	pthread_t thread;
	int fd;

	use_chunks(&cell, BLOCK_BYTES);
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.device_ns = MNBENCH_LATENCY_MAX_NS;
	fd = attached_as(&cell);
	EXPECT_OK(map_area(FAR_BASE, size));
	for (size_t at = 0; at < size; at += BLOCK_BYTES)
		EXPECT_OK(device_map(fd, FAR_BASE + at, PAGE_BYTES, 0));
	EXPECT_OK(pthread_create(&thread, NULL, discard_all, &size));
	pause_ms(500);
	/* The first chunk is being removed from one second on. */
	pause_ms(700);
	expect_prompt(kill_caller(fd, MNBENCH_IOC_SETTLE, NULL, 200));
	EXPECT_OK(pthread_join(thread, NULL));
	EXPECT_OK(device_settle(fd));
}

static void *map_slowly(void *fd)
{
	EXPECT_OK(device_map(*(int *)fd, FAR_BASE, PAGE_BYTES, 0));
	return NULL;
}

/* Detaching waits for commands that run. */
static void detach_is_killed(const void *mode)
{
	struct cell cell = test_cell("munmap", mode);
	pthread_t thread;
	int fd;

	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.fault_ns = MNBENCH_LATENCY_MAX_NS;
	fd = attached_as(&cell);
	EXPECT_OK(map_area(FAR_BASE, PAGE_BYTES));
	EXPECT_OK(pthread_create(&thread, NULL, map_slowly, &fd));
	pause_ms(100);
	expect_prompt(kill_caller(fd, MNBENCH_IOC_DETACH, NULL, 100));
	EXPECT_OK(pthread_join(thread, NULL));
	/* It is still attached. */
	EXPECT_OK(device_detach(fd));
}

void suite_killed(void)
{
	static const char *const chunk_modes[] = {"chunked", "level",
						  "adaptive"};
	char name[256];

	for_each_device_mode("killed", "a read", read_is_killed);
	ktap_test("killed: a write, chunked", write_is_killed, "chunked");
	for_each_device_mode("killed", "a map", map_is_killed);
	ktap_test("killed: a snapshot, global", snapshot_is_killed, "global");
	for_each_device_mode("killed", "a fault", sleeping_fault_is_killed);
	ktap_test("killed: a fault that spins, global",
		  spinning_fault_is_killed, "global");
	ktap_test("killed: unregistering, region", unregistering_is_killed,
		  "region");
	for_each_device_mode("killed", "a detach", detach_is_killed);
	for (size_t i = 0; i < 3; i++) {
		snprintf(name, sizeof(name), "killed: settle, %s",
			 chunk_modes[i]);
		ktap_test(name, settle_is_killed, chunk_modes[i]);
	}
}
