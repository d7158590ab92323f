/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device's latency: invalidations enter a queue that works on a limited
 * number of them at a time, and their caller waits until they are complete.
 */
#ifndef MNB_QUEUE_H
#define MNB_QUEUE_H

#include <linux/spinlock.h>
#include <linux/types.h>

#include "mnbench_abi.h"

struct mnb_queue {
	spinlock_t lock; /* of free_ns; innermost */
	unsigned int depth;
	bool sleep; /* wait by sleeping where that is allowed */
	u64 free_ns[MNBENCH_INFLIGHT_MAX]; /* when each place is free again */
};

/* @inflight: 1 to MNBENCH_INFLIGHT_MAX */
void mnb_queue_init(struct mnb_queue *queue, unsigned int inflight, bool sleep);

/* Enter an invalidation and wait for it; sleeps only if @may_sleep. */
void mnb_queue_invalidate(struct mnb_queue *queue, u64 latency_ns,
			  bool may_sleep);

/* Wait for something that does not pass the queue. May sleep. */
void mnb_queue_wait(struct mnb_queue *queue, u64 latency_ns);

#endif
