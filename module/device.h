/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulated device: its page table, its latency and its counters.
 *
 * The device lock is a spinlock, so a callback can always take it: no mode ever
 * has to fail a non-blockable range. It nests inside everything that the mm may
 * hold round a callback and is never held across an allocation, a copy to or
 * from user memory, or a wait for the device.
 */
#ifndef MNB_DEVICE_H
#define MNB_DEVICE_H

#include <linux/mmu_notifier.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "mnbench_abi.h"
#include "page_table.h"
#include "queue.h"

struct mnb_device {
	/* Of pt, counters and queue, and of the mode's bookkeeping. */
	spinlock_t lock;
	struct mnb_page_table pt;
	struct mnbench_counters counters;
	size_t held; /* bytes of subscription and chunks */
	struct mnb_queue queue;
	bool filter;
	u64 device_ns;
	u64 device_page_ns;
	u64 fault_ns;
};

/* What a callback does to the device, filled by mnb_device_begin(). */
struct mnb_invalidation {
	unsigned long first, last; /* pages, inclusive */
	unsigned long pages;       /* device pages that were taken away */
	bool blockable;
	u64 done_ns; /* when the device has completed it; 0: nothing to wait for */
};

int mnb_device_init(struct mnb_device *dev, const struct mnbench_attach *config,
		    bool filter);
void mnb_device_destroy(struct mnb_device *dev);

/*
 * The two halves of a range callback. The mode takes the device lock, raises
 * its sequence number, calls the first half, does its bookkeeping for
 * inv->pages, unlocks, and calls the second half, which waits for the device.
 *
 * The first half may drop the lock for a while when there is much to take away:
 * the raised sequence number keeps faults from adding to the range meanwhile.
 *
 * @first, @last: the part of the range that the subscription covers, in bytes,
 *	inclusive
 */
void mnb_device_begin(struct mnb_device *dev,
		      const struct mmu_notifier_range *range,
		      unsigned long first, unsigned long last,
		      struct mnb_invalidation *inv);

/*
 * Take away pages that no fault brings back meanwhile, because the driver wants
 * to: no callback is counted. May sleep.
 */
void mnb_device_drop(struct mnb_device *dev, unsigned long first,
		     unsigned long last);

static inline void mnb_device_finish(struct mnb_device *dev,
				     const struct mnb_invalidation *inv)
{
	if (inv->done_ns)
		mnb_queue_wait(&dev->queue, inv->done_ns, inv->blockable);
}

#endif
