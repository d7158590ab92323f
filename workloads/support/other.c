// SPDX-License-Identifier: GPL-2.0-only
/*
 * Another process that makes system calls. It has the program's text and a
 * stack alone, which it shares: no data, and so no errno. Where a call fails,
 * the C library writes that, and the process ends.
 */
#include "support/other.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/child.h"

struct request {
	long number, first, second, third;
};

/* At the top of the stack. */
struct other {
	int requests[2], replies[2];
};

static int live(void *data)
{
	const struct other *other = data;
	struct request r;

	syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	while (syscall(SYS_read, other->requests[0], &r, sizeof(r)) ==
	       sizeof(r)) {
		syscall(r.number, r.first, r.second, r.third);
		syscall(SYS_write, other->replies[1], &r, 1);
	}
	return 0;
}

/* These ends are then the other's alone, so its end shows in the pipes. */
static int start(struct activity *a, struct other *other)
{
	int pid = clone(live, other, SIGCHLD, other);

	if (pid < 0)
		return -errno;
	a->child = pid;
	close(other->requests[0]);
	close(other->replies[1]);
	return 0;
}

int other_begin(struct activity *a)
{
	/* The stack below it begins at a multiple of 64 bytes. */
	struct other *other = (struct other *)a->child_stack - 4;

	_Static_assert(sizeof(*other) == 16, "four of them are 64 bytes");
	if (pipe2(other->requests, O_CLOEXEC) ||
	    pipe2(other->replies, O_CLOEXEC))
		return -errno;
	a->own = other;
	return start(a, other);
}

void other_end(struct activity *a)
{
	struct other *other = a->own;

	if (!a->child)
		return;
	child_end(a);
	close(other->requests[1]);
	close(other->replies[0]);
}

int other_call(struct activity *a, long number, long first, long second,
	       long third)
{
	struct other *other = a->own;
	struct request r = {number, first, second, third};
	char reply;

	if (write(other->requests[1], &r, sizeof(r)) != sizeof(r))
		return -errno;
	return read(other->replies[0], &reply, 1) == 1 ? 0 : -EPIPE;
}
