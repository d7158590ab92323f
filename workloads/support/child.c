// SPDX-License-Identifier: GPL-2.0-only
/* A child that a workload forks. */
#include "support/child.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/area.h"

static int child_exit(void *unused)
{
	(void)unused;
	_exit(0);
}

/* arm64 has no system call pause, but a poll of nothing waits for signals. */
#ifdef SYS_pause
#define PAUSE SYS_pause
#else
#define PAUSE SYS_ppoll, NULL, 0, NULL, NULL, 0
#endif

/*
 * Not prctl(3) and pause(3): the C library reads data that the child does not
 * have. A parent that is killed cannot end it.
 */
static int child_stay(void *unused)
{
	(void)unused;
	syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	while (syscall(PAUSE) < 0)
		;
	return 0;
}

static int start(struct activity *a, int (*live)(void *), int flags)
{
	int pid = clone(live, a->child_stack, flags | SIGCHLD, NULL);

	if (pid < 0)
		return -errno;
	a->child = pid;
	return 0;
}

int child_start(struct activity *a, bool exits)
{
	return start(a, exits ? child_exit : child_stay, 0);
}

int child_start_vfork(struct activity *a)
{
	return start(a, child_exit, CLONE_VM | CLONE_VFORK);
}

int share_target(struct activity *a)
{
	/* What was copied the last time are small pages. */
	int ret = a->mapping.thp ? map_and_write_target(a) : 0;

	if (ret)
		return ret;
	touch_pages(a->target, a->target_size);
	return child_start(a, false);
}

void predict_share_target(const struct activity *a, struct notifier_calls *p)
{
	struct activity written = *a;

	written.target_read = false;
	if (a->mapping.thp)
		predict_unmap(p, a, a->area, area_end(a));
	predict_fork(&written, p);
}

int child_end(struct activity *a)
{
	int pid = a->child;

	a->child = 0;
	return child_end_pid(pid);
}

int child_end_pid(int pid)
{
	if (kill(pid, SIGKILL) || waitpid(pid, NULL, 0) != pid)
		return -errno;
	return 0;
}
