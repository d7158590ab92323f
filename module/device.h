/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulated device: its page table, its latency and its counters.
 *
 * The device lock is a spinlock, so a callback can always take it and no mode
 * has to fail a non-blockable range. It nests inside all locks that the mm
 * holds around a callback. It is never held during an allocation, a copy to or
 * from user memory, or a wait for the device.
 */
#ifndef MNB_DEVICE_H
#define MNB_DEVICE_H

#include <linux/mmu_notifier.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "budget.h"
#include "mnbench_abi.h"
#include "page_table.h"
#include "queue.h"

struct mnb_device {
	/* Protects pt, counters, held, queue and the mode's bookkeeping. */
	spinlock_t lock;
	struct mnb_page_table pt;
	struct mnbench_counters counters;
	size_t held;               /* bytes of the subscription and of chunks */
	struct mnb_policy *policy; /* NULL: all defaults */
	atomic64_t waited_ns;      /* sum of all waits of callbacks */
	struct mnb_queue queue;
	struct mnb_budget budget;
	bool filter; /* send no invalidation for a spurious callback */
	/* As in struct mnbench_attach. */
	u64 device_ns;
	u64 device_page_ns;
	u64 fault_ns;
	u64 map_page_ns;
};

struct mnb_kept;
struct mnb_policy;

/*
 * The effect of a callback on the device. mnb_callback_enter() sets done_ns to
 * 0, and mnb_device_begin() fills in the rest.
 */
struct mnb_invalidation {
	unsigned long first, last; /* page numbers, inclusive */
	unsigned long pages;       /* device pages that were taken away */
	bool blockable;
	bool failed; /* set by mnb_callback_enter() when it returns false */
	bool locked; /* the callback holds the driver's lock */
	/* With filter slots: whether it meets one, and the section or -1. */
	bool meets;
	short section;
	/* When the device completes it; 0: there is nothing to wait for. */
	u64 done_ns;
	struct mnb_kept *kept; /* of the interval; only with a policy */
};

/* Takes the policy over if it succeeds. */
int mnb_device_init(struct mnb_device *dev, struct mm_struct *mm,
		    const struct mnbench_attach *config,
		    struct mnb_policy *policy, bool filter);
void mnb_device_destroy(struct mnb_device *dev);

/*
 * What a range callback does to the device. The mode calls mnb_callback_enter()
 * (callback.h), raises its sequence number, calls this, does its bookkeeping
 * for inv->pages, and calls mnb_callback_exit(), which waits for the device.
 *
 * mnb_device_begin() drops the lock now and then when it takes many pages away.
 * The raised sequence number keeps faults from adding pages in the range
 * meanwhile.
 *
 * @first, @last: the part of the range that the subscription covers, in bytes,
 *	inclusive
 */
void mnb_device_begin(struct mnb_device *dev,
		      const struct mmu_notifier_range *range,
		      unsigned long first, unsigned long last,
		      struct mnb_invalidation *inv);

/*
 * The same for a flush of the CPU's TLB, which is no range. The caller, which
 * must not sleep, takes the device lock and waits itself.
 *
 * @start, @end: as the mm passes them: bytes; @end is exclusive, and ULONG_MAX
 *	for the whole address space
 */
void mnb_device_flush(struct mnb_device *dev, unsigned long start,
		      unsigned long end, struct mnb_invalidation *inv);

/*
 * Take pages away at the wish of the driver: send an invalidation and wait for
 * it, but count no callback. The caller keeps faults from adding pages there.
 * May sleep.
 *
 * @first, @last: bytes, inclusive
 */
void mnb_device_drop(struct mnb_device *dev, unsigned long first,
		     unsigned long last);

/*
 * Under the device lock: take pages away, inclusive. Returns how many. Drops
 * the lock after each MNB_ZAP_BATCH.
 */
#define MNB_ZAP_BATCH (8 * MNB_PT_ENTRIES)
unsigned long mnb_device_zap(struct mnb_device *dev, unsigned long first,
			     unsigned long last, bool blockable);
/* Drop the device lock for a moment. */
void mnb_device_pause(struct mnb_device *dev, bool blockable);

/* Count one where the device lock is not held. */
static inline void mnb_device_count(struct mnb_device *dev, __u64 *counter)
{
	spin_lock(&dev->lock);
	(*counter)++;
	spin_unlock(&dev->lock);
}

/*
 * @latency_ns and what each of the pages adds, at most MNBENCH_LATENCY_MAX_NS,
 * because some waits cannot be interrupted.
 */
u64 mnb_latency(u64 latency_ns, u64 pages, u64 page_ns);

#endif
