/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device's latency: invalidations enter a queue that works on a limited
 * number of them at a time. As in drivers, the command is written under the device
 * lock and its completion awaited outside.
 */
#ifndef MNB_QUEUE_H
#define MNB_QUEUE_H

#include <linux/types.h>

#include "mnbench_abi.h"

struct mnb_queue {
	unsigned int depth;
	bool sleep; /* wait by sleeping where that is allowed */
	/* When each place is free again, in ns of the monotonic clock. */
	u64 free_ns[MNBENCH_INFLIGHT_MAX];
};

/* @inflight: 1 to MNBENCH_INFLIGHT_MAX */
void mnb_queue_init(struct mnb_queue *queue, unsigned int inflight, bool sleep);

/* Enter an invalidation, under the device lock. Returns when it is complete. */
u64 mnb_queue_enter(struct mnb_queue *queue, u64 latency_ns);

/*
 * Wait until @when_ns. Sleeps only if @may_sleep; else at most for
 * MNBENCH_LATENCY_MAX_NS.
 */
void mnb_queue_wait(const struct mnb_queue *queue, u64 when_ns, bool may_sleep);

/*
 * Wait for something that does not pass the queue. May sleep. -EINTR when a fatal
 * signal came first.
 */
int mnb_queue_delay(const struct mnb_queue *queue, u64 latency_ns);

#endif
