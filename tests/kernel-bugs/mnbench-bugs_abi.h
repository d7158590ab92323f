/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The interface of /dev/mnbench-bugs: one subscriber, with a global and an
 * interval notifier as a hybrid driver has them.
 */
#ifndef MNBENCH_BUGS_ABI_H
#define MNBENCH_BUGS_ABI_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define MNBENCH_BUGS_PATH "/dev/mnbench-bugs"

/* Subscribe the caller's mm. -EBUSY: there is a subscriber. */
struct mnbench_bugs_subscribe {
	__u64 start, length; /* of the interval: bytes, whole pages */
	__u32 fails;         /* the global start gives -EAGAIN where it must not
				sleep, as a driver with a mutex does */
	__u32 reserved;
};

/* What happened since the subscription. */
struct mnbench_bugs_report {
	__u64 nonblock; /* global starts for ranges that forbid sleeping */
	__u64 failed;   /* of them, those that gave -EAGAIN */
	__u64 interval; /* calls of the interval's callback */
	__u32 held;     /* a task is held */
	__u32 reserved;
};

#define MNBENCH_BUGS_SUBSCRIBE _IOW('N', 0x60, struct mnbench_bugs_subscribe)
#define MNBENCH_BUGS_REPORT    _IOR('N', 0x61, struct mnbench_bugs_report)
/* Not even a signal ends it: the task keeps its mm until LET_GO. */
#define MNBENCH_BUGS_HOLD   _IO('N', 0x62)
#define MNBENCH_BUGS_LET_GO _IO('N', 0x63)
/*
 * Begin a read side of the interval in a worker. Returns 0, or -ETIMEDOUT if it
 * has not begun after two seconds.
 */
#define MNBENCH_BUGS_READ_BEGIN _IO('N', 0x64)

#endif
