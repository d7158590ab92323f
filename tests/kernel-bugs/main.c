// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the kernel with notifiers that fail a range: the only program of a
 * guest, with output in KTAP.
 *
 * __mmu_notifier_invalidate_range_start() calls the intervals first, which
 * freezes the interval tree, and then the global notifiers. A global notifier
 * may return -EAGAIN for a non-blockable range. The caller then must not call
 * the end of the range, and nothing else thaws the tree:
 * mmu_interval_read_begin() and the removal of an interval of that mm wait for
 * ever. process_mrelease(2) makes such ranges.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/init.h"
#include "ktap.h"
#include "mnbench-bugs_abi.h"
#include "workload.h"

#define AREA  (1UL << 40)
#define PAGES 16UL

static int open_device(void)
{
	int fd = open(MNBENCH_BUGS_PATH, O_RDWR | O_CLOEXEC);

	EXPECT(fd >= 0, "%s: %d", MNBENCH_BUGS_PATH, errno);
	return fd;
}

/* A process that subscribes and then keeps its mm, even when it is killed. */
static pid_t start_subscriber(bool fails)
{
	struct mnbench_bugs_subscribe arg = {
		.start = AREA, .length = PAGES * PAGE_BYTES, .fails = fails};
	pid_t pid = fork();
	int fd;

	if (pid)
		return pid;
	fd = open_device();
	EXPECT_OK(map_area(AREA, PAGES * PAGE_BYTES));
	touch_pages(AREA, PAGES * PAGE_BYTES);
	EXPECT_OK(ioctl(fd, MNBENCH_BUGS_SUBSCRIBE, &arg));
	ioctl(fd, MNBENCH_BUGS_HOLD);
	_exit(0);
}

static void wait_until_held(int fd)
{
	struct mnbench_bugs_report report = {0};
	struct timespec pause = {.tv_nsec = 10000000};

	while (!report.held) {
		nanosleep(&pause, NULL);
		EXPECT_OK(ioctl(fd, MNBENCH_BUGS_REPORT, &report));
	}
}

/* Kill a process and reap its memory before it exits. Returns 0 or -errno. */
static int reap_memory(pid_t pid)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0), ret = 0;

	EXPECT(pidfd >= 0, "pidfd_open: %d", errno);
	EXPECT_OK(kill(pid, SIGKILL));
	if (syscall(SYS_process_mrelease, pidfd, 0))
		ret = -errno;
	close(pidfd);
	return ret;
}

static void reap(bool fails)
{
	struct mnbench_bugs_report report;
	int fd = open_device();
	pid_t pid = start_subscriber(fails);

	wait_until_held(fd);
	EXPECT_RETURN(reap_memory(pid), fails ? -EAGAIN : 0);
	EXPECT_OK(ioctl(fd, MNBENCH_BUGS_REPORT, &report));
	EXPECT(report.interval && report.nonblock, "no callback was called");
	EXPECT(report.failed == (fails ? report.nonblock : 0),
	       "%lu of %lu failed", (unsigned long)report.failed,
	       (unsigned long)report.nonblock);
	EXPECT(!ioctl(fd, MNBENCH_BUGS_READ_BEGIN),
	       "the interval tree stays frozen: mmu_interval_read_begin() "
	       "waits for ever");
	EXPECT_OK(ioctl(fd, MNBENCH_BUGS_LET_GO));
	EXPECT(waitpid(pid, NULL, 0) == pid, "waitpid: %d", errno);
}

static void start_that_succeeds(void)
{
	reap(false);
}

static void start_that_fails(void)
{
	reap(true);
}

int main(void)
{
	static const struct test tests[] = {
		{"the tree thaws after a non-blockable range",
		 start_that_succeeds},
		{"the tree thaws after a global notifier returned -EAGAIN",
		 start_that_fails},
	};

	guest_start();
	ktap_run("interval tree", tests, sizeof(tests) / sizeof(tests[0]));
	printf("{\"type\":\"end\",\"failed\":%d}\n", ktap_finish());
	fflush(stdout);
	guest_power_off();
}
