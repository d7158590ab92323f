// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: the interface, what it accepts and refuses, and its errors. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/layout.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

/* sizeof(struct mmu_interval_notifier) on 64-bit kernels */
#define NOTIFIER_BYTES 88

static long call(int fd, unsigned long request, void *arg)
{
	return ioctl(fd, request, arg) ? -errno : 0;
}

static int open_session(void)
{
	int fd = device_open();

	EXPECT(fd >= 0, "open: %d", fd);
	return fd;
}

static struct mnbench_attach attach_argument(const char *mode)
{
	struct mnbench_attach attach = {.size = sizeof(attach)};

	strcpy(attach.mode, mode);
	if (mode_find(mode) && mode_has_chunks(mode_find(mode)))
		attach.chunk_size = BLOCK_BYTES;
	return attach;
}

static bool tainted_by_test(void)
{
	char text[32] = "";
	int fd = open("/proc/sys/kernel/tainted", O_RDONLY | O_CLOEXEC);

	EXPECT(fd >= 0 && read(fd, text, sizeof(text) - 1) > 0,
	       "/proc/sys/kernel/tainted: %d", errno);
	close(fd);
	return strtoul(text, NULL, 10) & (1UL << 18); /* TAINT_TEST */
}

/*
 * The first test of all, because the flag stays until the guest is powered off.
 */
static void attach_taints(void)
{
	struct mnbench_attach attach = attach_argument("none");
	int fd = open_session();

	EXPECT(!tainted_by_test(), "before any attach");
	EXPECT_OK(call(fd, MNBENCH_IOC_ATTACH, &attach));
	EXPECT(tainted_by_test(), "not after an attach");
}

static void only_root_opens(void)
{
	struct stat st;

	EXPECT_OK(stat(MNBENCH_DEVICE_PATH, &st));
	EXPECT(S_ISCHR(st.st_mode) && (st.st_mode & 0777) == 0600 && !st.st_uid,
	       "mode %o of user %u", st.st_mode, st.st_uid);
}

static void refuses_bad_attach(void)
{
	int fd = open_session();
	struct mnbench_attach good = attach_argument("chunked"), a;

	EXPECT_RETURN(call(fd, MNBENCH_IOC_ATTACH, NULL), -EFAULT);
#define REFUSED(change, error)                                          \
	do {                                                            \
		a = good;                                               \
		change;                                                 \
		EXPECT_RETURN(call(fd, MNBENCH_IOC_ATTACH, &a), error); \
	} while (0)
	REFUSED(a.size = 8, -EINVAL);
	REFUSED(a.flags = 1, -EINVAL);
	REFUSED(strcpy(a.mode, "gobal"), -ENOENT);
	REFUSED(memset(a.mode, 'x', sizeof(a.mode)), -EINVAL);
	REFUSED(a.chunk_size = 0, -EINVAL);
	REFUSED(a.chunk_size = 2048, -EINVAL);
	REFUSED(a.chunk_size = 3UL << 20, -EINVAL);
	REFUSED(a.chunk_size = 1UL << 41, -EINVAL);
	REFUSED(a.filter = MNBENCH_FILTER_SLOTS + 1, -EINVAL);
	REFUSED(a.removal = MNBENCH_REMOVAL_SYNC + 1, -EINVAL);
	REFUSED(a.wait = MNBENCH_WAIT_NONE + 1, -EINVAL);
	REFUSED((a.wait = MNBENCH_WAIT_NONE, a.dying = MNBENCH_DYING_SKIP),
		-EINVAL);
	REFUSED((a.wait = MNBENCH_WAIT_NONE, a.wait_in = MNBENCH_WAIT_INSIDE),
		-EINVAL);
	REFUSED(a.inflight = 65, -EINVAL);
	REFUSED(a.device_ns = MNBENCH_LATENCY_MAX_NS + 1, -EINVAL);
	REFUSED(a.device_page_ns = MNBENCH_LATENCY_MAX_NS + 1, -EINVAL);
	REFUSED(a.fault_ns = MNBENCH_LATENCY_MAX_NS + 1, -EINVAL);
	good = attach_argument("level");
	REFUSED(a.chunk_size = 4096, -EINVAL);
	REFUSED(a.chunk_size = 4UL << 20, -EINVAL);
	good = attach_argument("adaptive");
	REFUSED(a.removal = MNBENCH_REMOVAL_KEEP, -EINVAL);
	good = attach_argument("region");
	REFUSED(a.pin = 2, -EINVAL);
	REFUSED(a.register_ns = MNBENCH_LATENCY_MAX_NS + 1, -EINVAL);
	REFUSED(a.register_page_ns = MNBENCH_LATENCY_MAX_NS + 1, -EINVAL);
	good = attach_argument("global");
	REFUSED(a.chunk_size = 4096, -EINVAL);
	REFUSED(a.dying = MNBENCH_DYING_SKIP + 1, -EINVAL);
	REFUSED(a.chunk_bytes = MNBENCH_KEPT_MAX + 1, -EINVAL);
	REFUSED(a.page_bytes = 1, -EINVAL);
	good = attach_argument("none");
	REFUSED(a.filter = MNBENCH_FILTER_BITMAP, -EINVAL);
	REFUSED(a.dying = MNBENCH_DYING_SKIP, -EINVAL);
	REFUSED(a.chunk_bytes = 1, -EINVAL);
#undef REFUSED
	EXPECT_RETURN(call(fd, MNBENCH_IOC_DETACH, NULL), -ENXIO);
}

static void attaches_once(void)
{
	int fd = attached("global");
	struct mnbench_attach again = attach_argument("whole");

	EXPECT_RETURN(call(fd, MNBENCH_IOC_ATTACH, &again), -EBUSY);
	EXPECT_OK(device_detach(fd));
	EXPECT_RETURN(device_detach(fd), -ENXIO);
	EXPECT_OK(call(fd, MNBENCH_IOC_ATTACH, &again));
	EXPECT_OK(device_detach(fd));
}

static void grows_by_size(void)
{
	struct {
		struct mnbench_attach known;
		__u64 future;
	} longer = {.known = attach_argument("global")};
	struct {
		struct mnbench_counters known;
		__u64 future;
	} counters = {.known.size = sizeof(counters), .future = 0};
	int fd = open_session();

	longer.known.size = sizeof(longer);
	longer.future = 1;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_ATTACH, &longer), -E2BIG);
	longer.future = 0;
	longer.known.size = 2 * PAGE_BYTES;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_ATTACH, &longer), -E2BIG);
	longer.known.size = sizeof(longer);
	EXPECT_OK(call(fd, MNBENCH_IOC_ATTACH, &longer));
	EXPECT_OK(call(fd, MNBENCH_IOC_COUNTERS, &counters));
	EXPECT(counters.known.size == sizeof(counters), "size %u",
	       counters.known.size);
}

/* Commands of a newer program are longer, with a tail of zeros or not. */
static void commands_grow_by_size(void)
{
	struct {
		struct mnbench_command known;
		__u64 future;
	} queue[2] = {0};
	struct mnbench_submit submit = {
		.size = sizeof(submit),
		.commands = (uintptr_t)queue,
		.command_size = sizeof(queue[0]),
		.count = 2,
	};
	int fd = attached("whole");

	map_numbered(REGION_BASE, 2);
	for (size_t i = 0; i < 2; i++) {
		queue[i].known.op = MNBENCH_OP_MAP;
		queue[i].known.addr = REGION_BASE + i * PAGE_BYTES;
		queue[i].known.length = PAGE_BYTES;
	}
	EXPECT_OK(call(fd, MNBENCH_IOC_SUBMIT, &submit));
	EXPECT(submit.completed == 2 && queue[1].known.done == PAGE_BYTES,
	       "%u completed", submit.completed);
	queue[1].future = 1;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_SUBMIT, &submit), -E2BIG);
}

static void refuses_bad_commands(void)
{
	static const struct mnbench_command bad[] = {
		{.op = 99},
		{.op = MNBENCH_OP_READ, .flags = 1U << 31},
		{.op = MNBENCH_OP_READ, .stride = 4096},
		{.op = MNBENCH_OP_READ, .reserved = 1},
		{.op = MNBENCH_OP_READ, .addr = ~0UL, .length = 2},
		{.op = MNBENCH_OP_READ, .length = 1UL << 48},
		{.op = MNBENCH_OP_MAP, .addr = 1},
		{.op = MNBENCH_OP_MAP, .length = 1},
		{.op = MNBENCH_OP_MAP, .length = 4096, .stride = 1},
		{.op = MNBENCH_OP_MAP, .data = 1},
		{.op = MNBENCH_OP_SNAPSHOT, .addr = 1},
		{.op = MNBENCH_OP_SNAPSHOT, .flags = 1},
		{.op = MNBENCH_OP_REGISTER},
		{.op = MNBENCH_OP_REGISTER, .addr = 1, .length = 4096},
		{.op = MNBENCH_OP_REGISTER, .length = 4095},
		{.op = MNBENCH_OP_REGISTER, .length = 4096, .flags = 1},
		{.op = MNBENCH_OP_REGISTER, .length = 4096, .stride = 4096},
		{.op = MNBENCH_OP_REGISTER, .length = 4096, .data = 4096},
		{.op = MNBENCH_OP_REGISTER, .length = 1UL << 48},
		{.op = MNBENCH_OP_UNREGISTER},
		{.op = MNBENCH_OP_UNREGISTER, .addr = 1, .length = 4096},
	};
	int fd = attached("whole");

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct mnbench_command command = bad[i];

		EXPECT(device_submit(fd, &command, 1) == -EINVAL,
		       "command %zu: %d", i, command.result);
	}
}

static void refuses_bad_calls(void)
{
	struct mnbench_submit submit = {
		.size = sizeof(submit),
		.command_size = sizeof(struct mnbench_command),
	};
	struct mnbench_counters counters = {.size = sizeof(counters)};
	int fd = open_session();

	EXPECT_RETURN(call(fd, _IO('N', 0x50), NULL), -ENOTTY);
	EXPECT_RETURN(call(fd, MNBENCH_IOC_SUBMIT, &submit), -ENXIO);
	EXPECT_RETURN(device_settle(fd), -ENXIO);
	submit.flags = 1;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_SUBMIT, &submit), -EINVAL);
	submit.flags = 0;
	submit.count = MNBENCH_COMMANDS_MAX + 1;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_SUBMIT, &submit), -EINVAL);
	submit.count = 0;
	submit.command_size--;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_SUBMIT, &submit), -EINVAL);
	submit.command_size = 1 << 20;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_SUBMIT, &submit), -E2BIG);
	counters.flags = 2;
	EXPECT_RETURN(call(fd, MNBENCH_IOC_COUNTERS, &counters), -EINVAL);
}

static void queue_stops_at_failure(void)
{
	uint64_t data[3] = {0};
	struct mnbench_command queue[3] = {
		{.op = MNBENCH_OP_READ, .addr = REGION_BASE, .length = 8},
		{.op = MNBENCH_OP_READ, .addr = FAR_BASE, .length = 8},
		{.op = MNBENCH_OP_READ, .addr = REGION_BASE, .length = 8},
	};
	struct mnbench_submit submit = {
		.size = sizeof(submit),
		.commands = (uintptr_t)queue,
		.command_size = sizeof(queue[0]),
		.count = 3,
	};
	int fd = attached("global");

	map_numbered(REGION_BASE, 1);
	for (size_t i = 0; i < 3; i++)
		queue[i].data = (uintptr_t)&data[i];
	EXPECT_OK(call(fd, MNBENCH_IOC_SUBMIT, &submit));
	EXPECT(submit.completed == 2, "%u completed", submit.completed);
	EXPECT(!queue[0].result && queue[0].done == 8 && queue[0].faults == 1,
	       "first: %d", queue[0].result);
	EXPECT(queue[1].result == -EFAULT && !queue[1].done, "second: %d",
	       queue[1].result);
}

static void no_device_without_attach(void)
{
	struct mnbench_command command = {.op = MNBENCH_OP_MAP};
	int fd = attached("none");

	EXPECT_RETURN(device_submit(fd, &command, 1), -ENXIO);
}

static void child_inherits_no_session(void)
{
	int fd = attached("chunked"), status;
	pid_t pid = fork();

	if (pid == 0) {
		struct mnbench_counters counters;

		EXPECT_RETURN(device_counters(fd, &counters, false), -EPERM);
		EXPECT_RETURN(device_detach(fd), -EPERM);
		EXPECT_RETURN(device_settle(fd), -EPERM);
		_exit(0);
	}
	EXPECT(waitpid(pid, &status, 0) == pid && !status, "child: %#x",
	       status);
	EXPECT_OK(device_detach(fd));
}

/*
 * The counters while the device holds a page in each of so many chunks or
 * buffers.
 */
static struct mnbench_counters holding(const char *mode, size_t count)
{
	struct cell cell = test_cell("munmap", mode);
	struct mnbench_counters counters;
	int fd = open_session();

	EXPECT_OK(device_attach(fd, &cell));
	for (size_t i = 0; i < count; i++) {
		uintptr_t page = REGION_BASE + i * BLOCK_BYTES;

		map_numbered(page, 1);
		EXPECT_OK(device_register(fd, page, PAGE_BYTES));
		EXPECT_OK(device_map(fd, page, PAGE_BYTES, 0));
	}
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT_OK(close(fd));
	return counters;
}

/*
 * The memory that a mode adds to each interval is bounded, because an
 * application may have very many. Mode `whole` shows the share of the device
 * page table.
 */
static void intervals_are_small(const void *mode)
{
	struct mnbench_counters few = holding(mode, 16);
	struct mnbench_counters many = holding(mode, 48);
	uint64_t bytes = many.bytes - few.bytes;
	uint64_t intervals = many.chunks_now - few.chunks_now;
	uint64_t own;

	bytes -= holding("whole", 48).bytes - holding("whole", 16).bytes;
	EXPECT(intervals == 32, "%lu intervals", (unsigned long)intervals);
	EXPECT(bytes / intervals >= NOTIFIER_BYTES, "%lu bytes in all",
	       (unsigned long)bytes);
	own = bytes / intervals - NOTIFIER_BYTES;
	printf("# %s: %lu bytes beside the notifier\n", (const char *)mode,
	       (unsigned long)own);
	EXPECT(own <= 128, "%lu bytes beside the notifier", (unsigned long)own);
}

static void test_interval_modes(void)
{
	const struct mode_info *mode;
	char name[256];

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (mode->coverage < MODE_COVERS_BUFFERS ||
		    !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "abi: bytes of an interval, %s",
			 mode->name);
		ktap_test(name, intervals_are_small, mode->name);
	}
}

/* The module knows the mode, although this kernel does not support it. */
static void says_why_it_is_unsupported(const void *mode)
{
	struct mnbench_attach attach = attach_argument(mode);

	EXPECT_RETURN(call(open_session(), MNBENCH_IOC_ATTACH, &attach),
		      -EOPNOTSUPP);
}

/*
 * For the modes that run.sh says are not supported, except those of the agent.
 */
static void test_unsupported_modes(void)
{
	char *names = strdup(getenv("MNBENCH_UNSUPPORTED") ?: "");
	char *rest = names;
	char name[256], *mode;

	while ((mode = strsep(&rest, ","))) {
		const struct mode_info *info = mode_find(mode);

		if (!*mode || (info && info->flags & MODE_IN_AGENT))
			continue;
		snprintf(name, sizeof(name), "abi: a kernel without %s", mode);
		ktap_test(name, says_why_it_is_unsupported, mode);
	}
	free(names);
}

void suite_abi(void)
{
	static const struct test tests[] = {
		{"an attach taints the kernel", attach_taints},
		{"only root opens the device", only_root_opens},
		{"bad attach arguments are refused", refuses_bad_attach},
		{"a session is attached once at a time", attaches_once},
		{"structures grow by size", grows_by_size},
		{"commands grow by size", commands_grow_by_size},
		{"bad commands are refused", refuses_bad_commands},
		{"bad calls are refused", refuses_bad_calls},
		{"the queue stops at the first failure",
		 queue_stops_at_failure},
		{"no device in mode none", no_device_without_attach},
		{"a child inherits the file, not the session",
		 child_inherits_no_session},
	};

	ktap_run("abi", tests, sizeof(tests) / sizeof(tests[0]));
	test_interval_modes();
	test_unsupported_modes();
}
