// SPDX-License-Identifier: GPL-2.0-only
#include <linux/minmax.h>

#include "interval.h"
#include "planted.h"
#include "session.h"

int mnb_interval_insert(struct mnb_session *session,
			struct mmu_interval_notifier *notifier,
			unsigned long start, unsigned long length,
			const struct mmu_interval_notifier_ops *ops,
			size_t bytes)
{
	struct mnb_device *dev = &session->device;
	struct mnbench_counters *counters = &dev->counters;
	int ret = mmu_interval_notifier_insert(notifier, session->mm, start,
					       length, ops);

	if (ret)
		return ret;
	spin_lock(&dev->lock);
	counters->chunks_inserted++;
	counters->chunks_now++;
	counters->chunks_peak =
		max(counters->chunks_peak, counters->chunks_now);
	dev->held += bytes;
	spin_unlock(&dev->lock);
	return 0;
}

void mnb_interval_remove(struct mnb_session *session,
			 struct mmu_interval_notifier *notifier, size_t bytes)
{
	struct mnb_device *dev = &session->device;

	mmu_interval_notifier_remove(notifier);
	spin_lock(&dev->lock);
	dev->counters.chunks_removed++;
	dev->counters.chunks_now--;
	dev->held -= bytes;
	spin_unlock(&dev->lock);
}

void mnb_interval_begin(struct mnb_device *dev,
			struct mmu_interval_notifier *notifier,
			const struct mmu_notifier_range *range,
			unsigned long cur_seq, struct mnb_invalidation *inv)
{
	/* Always, also where nothing is to be done: a fault may be under way.
	 */
	if (!planted("interval-sequence"))
		mmu_interval_set_seq(notifier, cur_seq);
	mnb_device_begin(dev, range,
			 max(range->start, notifier->interval_tree.start),
			 min(range->end - 1, notifier->interval_tree.last),
			 inv);
}

int mnb_interval_read_begin(struct mnb_session *session,
			    struct mnb_fault *fault)
{
	fault->seq = mmu_interval_read_begin(fault->notifier);
	return 0;
}

bool mnb_interval_read_retry(struct mnb_session *session,
			     struct mnb_fault *fault)
{
	return mmu_interval_read_retry(fault->notifier, fault->seq);
}
