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

/* Subscribe to the caller's mm. -EBUSY if there is a subscriber. */
struct mnbench_bugs_subscribe {
	__u64 start, length; /* of the interval, in bytes, whole pages */
	/*
	 * Not 0: the global notifier fails non-blockable ranges with -EAGAIN,
	 * as a driver with a mutex does.
	 */
	__u32 fails;
	__u32 reserved;
};

/* What happened since the subscription. */
struct mnbench_bugs_report {
	__u64 nonblock; /* calls of the global notifier, non-blockable ranges */
	__u64 failed;   /* how many of them it failed with -EAGAIN */
	__u64 interval; /* calls of the interval notifier */
	__u32 held;     /* whether a task waits in HOLD */
	__u32 reserved;
};

#define MNBENCH_BUGS_SUBSCRIBE _IOW('N', 0x60, struct mnbench_bugs_subscribe)
#define MNBENCH_BUGS_REPORT    _IOR('N', 0x61, struct mnbench_bugs_report)
/* Wait until LET_GO, also when killed, so that the task keeps its mm. */
#define MNBENCH_BUGS_HOLD   _IO('N', 0x62)
#define MNBENCH_BUGS_LET_GO _IO('N', 0x63)
/*
 * Call mmu_interval_read_begin() for the interval in a work item. -ETIMEDOUT if
 * that waits for more than two seconds.
 */
#define MNBENCH_BUGS_READ_BEGIN _IO('N', 0x64)

#endif
