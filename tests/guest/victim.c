// SPDX-License-Identifier: GPL-2.0-only
/* Processes that a test starts in order to kill them. */
#include "victim.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/clock.h"
#include "ktap.h"

struct victim victim_start(int (*run)(const struct cell *cell),
			   const struct cell *cell)
{
	struct victim victim;
	int ready[2];

	EXPECT_OK(pipe(ready));
	victim.pid = fork();
	EXPECT(victim.pid >= 0, "fork: %d", errno);
	if (victim.pid == 0) {
		victim.number = run(cell);
		EXPECT(write(ready[1], &victim.number, sizeof(victim.number)) ==
			       sizeof(victim.number),
		       "pipe: %d", errno);
		for (;;)
			pause();
	}
	close(ready[1]);
	EXPECT(read(ready[0], &victim.number, sizeof(victim.number)) ==
		       sizeof(victim.number),
	       "the process failed");
	close(ready[0]);
	return victim;
}

static int open_pidfd(const struct victim *victim)
{
	int pidfd = syscall(SYS_pidfd_open, victim->pid, 0);

	EXPECT(pidfd >= 0, "pidfd_open: %d", errno);
	return pidfd;
}

int victim_session(const struct victim *victim)
{
	int pidfd = open_pidfd(victim);
	int fd = syscall(SYS_pidfd_getfd, pidfd, victim->number, 0);

	EXPECT(fd >= 0, "pidfd_getfd: %d", errno);
	close(pidfd);
	return fd;
}

static void wait_for_end(const struct victim *victim)
{
	int status;

	EXPECT(waitpid(victim->pid, &status, 0) == victim->pid &&
		       WIFSIGNALED(status),
	       "child: %#x", status);
}

uint64_t victim_kill(const struct victim *victim)
{
	uint64_t start = clock_ns();

	EXPECT_OK(kill(victim->pid, SIGKILL));
	wait_for_end(victim);
	return clock_ns() - start;
}

int victim_reap(const struct victim *victim, struct cost *cost)
{
	int pidfd = open_pidfd(victim), ret;
	struct cost start;

	EXPECT_OK(kill(victim->pid, SIGKILL));
	start = cost_now();
	ret = syscall(SYS_process_mrelease, pidfd, 0) ? -errno : 0;
	*cost = cost_since(start);
	EXPECT(!ret || ret == -EAGAIN, "process_mrelease: %d", ret);
	wait_for_end(victim);
	close(pidfd);
	return ret;
}
