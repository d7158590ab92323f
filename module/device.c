// SPDX-License-Identifier: GPL-2.0-only
/* The simulated device: what an invalidation takes away, counts and costs. */
#include <linux/mm.h>
#include <linux/sched.h>

#include "compat.h"
#include "device.h"
#include "policy.h"

int mnb_device_init(struct mnb_device *dev, struct mm_struct *mm,
		    const struct mnbench_attach *config,
		    struct mnb_policy *policy, bool filter)
{
	int ret = mnb_pt_init(&dev->pt);

	if (ret)
		return ret;
	memset(&dev->counters, 0, sizeof(dev->counters));
	atomic64_set(&dev->waited_ns, 0);
	mnb_queue_init(&dev->queue,
		       config->inflight ?: MNBENCH_INFLIGHT_DEFAULT,
		       config->wait);
	mnb_budget_init(&dev->budget, mm, config->dying == MNBENCH_DYING_SKIP);
	dev->policy = policy;
	dev->filter = filter;
	dev->device_ns = config->device_ns;
	dev->device_page_ns = config->device_page_ns;
	dev->fault_ns = config->fault_ns;
	dev->map_page_ns = config->map_page_ns;
	return 0;
}

void mnb_device_destroy(struct mnb_device *dev)
{
	mnb_policy_destroy(dev->policy);
	dev->policy = NULL;
	mnb_pt_destroy(&dev->pt);
}

void mnb_device_pause(struct mnb_device *dev, bool blockable)
	__must_hold(&dev->lock)
{
	spin_unlock(&dev->lock);
	if (blockable && !mnb_policy_spins(dev->policy))
		cond_resched();
	spin_lock(&dev->lock);
}

static unsigned long zap(struct mnb_device *dev, unsigned long first,
			 unsigned long last, bool blockable)
	__must_hold(&dev->lock)
{
	unsigned long zapped = 0, n;

	for (;;) {
		n = mnb_pt_zap(&dev->pt, first, last, MNB_ZAP_BATCH);
		zapped += n;
		if (n < MNB_ZAP_BATCH)
			return zapped;
		mnb_device_pause(dev, blockable);
	}
}

unsigned long mnb_device_zap(struct mnb_device *dev, unsigned long first,
			     unsigned long last, bool blockable)
{
	return zap(dev, first, last, blockable);
}

u64 mnb_latency(u64 latency_ns, u64 pages, u64 page_ns)
{
	/* More pages would overflow the product and not change the result. */
	latency_ns += min(pages, MNBENCH_LATENCY_MAX_NS) * page_ns;
	return min(latency_ns, MNBENCH_LATENCY_MAX_NS);
}

/* Under the device lock: send one invalidation for the pages. */
static void send(struct mnb_device *dev, struct mnb_invalidation *inv)
{
	u64 latency_ns = dev->device_ns;

	dev->counters.invalidations++;
	if (dev->device_page_ns)
		latency_ns = mnb_latency(latency_ns, inv->pages,
					 dev->device_page_ns);
	if (latency_ns)
		inv->done_ns = mnb_queue_enter(&dev->queue, latency_ns);
}

static noinline unsigned long take_pages(struct mnb_device *dev,
					 const struct mmu_notifier_range *range,
					 struct mnb_invalidation *inv)
{
	if (dev->policy)
		return mnb_policy_take(dev, range, inv);
	return zap(dev, inv->first, inv->last, inv->blockable);
}

/* Without a policy most callbacks end with the bounds of all pages. */
static inline unsigned long take(struct mnb_device *dev,
				 const struct mmu_notifier_range *range,
				 struct mnb_invalidation *inv)
{
	if (!dev->policy && mnb_pt_beyond(&dev->pt, inv->first, inv->last))
		return 0;
	return take_pages(dev, range, inv);
}

/* Under the device lock: send what a callback that took inv->pages has to. */
static __always_inline void invalidate_pages(struct mnb_device *dev,
					     struct mnb_invalidation *inv)
{
	struct mnbench_counters *counters = &dev->counters;

	if (!inv->pages) {
		counters->spurious++;
		if (dev->filter)
			return;
	}
	counters->pages_invalidated += inv->pages;
	send(dev, inv);
}

void mnb_device_begin(struct mnb_device *dev,
		      const struct mmu_notifier_range *range,
		      unsigned long first, unsigned long last,
		      struct mnb_invalidation *inv)
{
	struct mnbench_counters *counters = &dev->counters;

	inv->first = first >> PAGE_SHIFT;
	inv->last = last >> PAGE_SHIFT;
	inv->blockable = mmu_notifier_range_blockable(range);
	inv->pages = take(dev, range, inv);

	counters->callbacks[mnb_event(range)]++;
	if (!inv->blockable)
		counters->nonblock++;
	invalidate_pages(dev, inv);
}

void mnb_device_flush(struct mnb_device *dev, unsigned long start,
		      unsigned long end, struct mnb_invalidation *inv)
{
	struct mnbench_counters *counters = &dev->counters;

	*inv = (struct mnb_invalidation){
		.first = start >> PAGE_SHIFT,
		.last = (end - 1) >> PAGE_SHIFT,
	};
	if (end > start)
		inv->pages = zap(dev, inv->first, inv->last, false);
	counters->secondary++;
	if (!start && end == ULONG_MAX)
		counters->secondary_all++;
	invalidate_pages(dev, inv);
}

void mnb_device_drop(struct mnb_device *dev, unsigned long first,
		     unsigned long last)
{
	struct mnb_invalidation inv = {
		.first = first >> PAGE_SHIFT,
		.last = last >> PAGE_SHIFT,
		.blockable = true,
	};

	spin_lock(&dev->lock);
	inv.pages = zap(dev, inv.first, inv.last, true);
	if (inv.pages)
		send(dev, &inv);
	spin_unlock(&dev->lock);

	if (inv.done_ns)
		mnb_queue_wait(&dev->queue,
			       mnb_budget_limit(&dev->budget, inv.done_ns,
						true),
			       true);
}
