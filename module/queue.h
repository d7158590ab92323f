/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The latency of the device: a queue of invalidations, of which it processes a
 * limited number at the same time. As in drivers, the command is written under
 * the device lock, and the wait for its completion is outside.
 *
 * The queue is bounded. An invalidation that would have to wait longer than
 * MNBENCH_LATENCY_MAX_NS for its turn joins the last one that waits, which then
 * invalidates everything. So each is completed at most 2 *
 * MNBENCH_LATENCY_MAX_NS after it was sent. The flush queue of IOMMUs does this
 * when it is full (drivers/iommu/dma-iommu.c, queue_iova()), and x86 when it is
 * more than one flush behind (arch/x86/mm/tlb.c, flush_tlb_func()).
 */
#ifndef MNB_QUEUE_H
#define MNB_QUEUE_H

#include <linux/types.h>

#include "mnbench_abi.h"

struct mnb_queue {
	unsigned int depth; /* how many it processes at the same time */
	bool sleep;         /* wait by sleeping where that is allowed */
	bool no_wait;       /* MNBENCH_WAIT_NONE */
	/* The time in which it processes any, and until when that is known. */
	u64 stopped_ns, busy_until_ns;
	/* When each of them is completed, in ns of the monotonic clock. */
	u64 free_ns[MNBENCH_INFLIGHT_MAX];
};

/* A completion in the past: there is nothing to wait for. */
#define MNB_NOTHING_SENT 1

/* @inflight: 1 to MNBENCH_INFLIGHT_MAX */
void mnb_queue_init(struct mnb_queue *queue, unsigned int inflight,
		    enum mnbench_wait wait);

/*
 * Under the device lock: add an invalidation of this latency. Returns the time
 * of its completion, in ns of the monotonic clock, or MNB_NOTHING_SENT if
 * nobody waits for it.
 */
u64 mnb_queue_enter(struct mnb_queue *queue, u64 latency_ns);

/*
 * Under the device lock: how long it has processed at least one invalidation,
 * in ns, since its start or the last call with @reset.
 */
u64 mnb_queue_stopped(struct mnb_queue *queue, bool reset);

/*
 * Wait until @when_ns of the monotonic clock; no signal interrupts this.
 * Returns how long it took, in ns. Without @may_sleep it spins. struct
 * mnb_budget limits @when_ns.
 */
u64 mnb_queue_wait(const struct mnb_queue *queue, u64 when_ns, bool may_sleep);

/*
 * Wait for @latency_ns, for work of the device that does not pass the queue.
 * May sleep. -EINTR when a fatal signal came first.
 */
int mnb_queue_delay(const struct mnb_queue *queue, u64 latency_ns);

#endif
