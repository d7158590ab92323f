// SPDX-License-Identifier: GPL-2.0-only
/* Interval notifiers: insertion, removal, and the callback of most modes. */
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/slab.h>

#include "callback.h"
#include "interval.h"
#include "register.h"
#include "session.h"

int mnb_interval_register(struct mnb_session *session)
{
	int ret = mnb_register(NULL, session->mm);

	/* Another fault may do the same at the same time, without harm. */
	if (!ret)
		WRITE_ONCE(session->armed, true);
	return ret;
}

int mnb_interval_insert(struct mnb_session *session,
			struct mnb_interval *interval, unsigned long start,
			unsigned long length,
			const struct mmu_interval_notifier_ops *ops,
			size_t bytes)
{
	struct mnb_device *dev = &session->device;
	struct mnbench_counters *counters = &dev->counters;
	int ret;

	interval->session = session;
	ret = mmu_interval_notifier_insert(&interval->notifier, session->mm,
					   start, length, ops);
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

void mnb_interval_remove(struct mnb_interval *interval, size_t bytes)
{
	struct mnb_device *dev = &interval->session->device;

	mmu_interval_notifier_remove(&interval->notifier);
	spin_lock(&dev->lock);
	dev->counters.chunks_removed++;
	dev->counters.chunks_now--;
	dev->held -= bytes;
	spin_unlock(&dev->lock);
}

/* What the driver keeps lies behind the interval, and all of it is written. */
static void *interval_alloc(size_t bytes, size_t extra)
{
	return extra ? mnb_kept_alloc(bytes + extra)
		     : kzalloc(bytes, GFP_KERNEL_ACCOUNT);
}

static void interval_free(void *memory, size_t extra)
{
	if (extra)
		kvfree(memory);
	else
		kfree(memory);
}

static int kept_setup(struct mnb_session *session, struct mnb_kept *kept,
		      unsigned long start, unsigned long length)
{
	struct mnb_device *dev = &session->device;
	int ret = mnb_kept_init(dev->policy, kept, start, length);

	if (ret)
		return ret;
	spin_lock(&dev->lock);
	dev->held += kept->bytes;
	spin_unlock(&dev->lock);
	return 0;
}

/* No callback uses it any more. */
static void kept_release(struct mnb_session *session, struct mnb_kept *kept)
{
	struct mnb_device *dev = &session->device;

	spin_lock(&dev->lock);
	dev->held -= kept->bytes;
	spin_unlock(&dev->lock);
	mnb_kept_destroy(dev->policy, kept);
}

void *mnb_interval_create(struct mnb_session *session, unsigned long start,
			  unsigned long length,
			  const struct mmu_interval_notifier_ops *ops,
			  size_t bytes)
{
	size_t kept = mnb_kept_size(session->device.policy);
	size_t extra = mnb_ballast(session, length);
	void *memory;
	int ret;

	if (!READ_ONCE(session->armed)) {
		ret = mnb_interval_register(session);
		if (ret)
			return ERR_PTR(ret);
	}
	if (extra > MNBENCH_KEPT_MAX)
		return ERR_PTR(-EINVAL);
	memory = interval_alloc(kept + bytes, extra);
	if (!memory)
		return ERR_PTR(-ENOMEM);
	if (kept) {
		ret = kept_setup(session, memory, start, length);
		if (ret)
			goto err_free;
	}
	ret = mnb_interval_insert(session, memory + kept, start, length, ops,
				  kept + bytes + extra);
	if (!ret)
		return memory + kept;
	if (kept)
		kept_release(session, memory);
err_free:
	interval_free(memory, extra);
	return ERR_PTR(ret);
}

void mnb_interval_destroy(struct mnb_interval *interval, size_t bytes)
{
	struct mnb_session *session = interval->session;
	size_t kept = mnb_kept_size(session->device.policy);
	size_t extra = mnb_ballast(session, mnb_interval_length(interval));
	void *memory = (void *)interval - kept;

	mnb_interval_remove(interval, kept + bytes + extra);
	if (kept)
		kept_release(session, memory);
	interval_free(memory, extra);
}

void mnb_interval_begin(struct mnb_device *dev,
			struct mmu_interval_notifier *notifier,
			const struct mmu_notifier_range *range,
			unsigned long cur_seq, struct mnb_invalidation *inv)
{
	/*
	 * Always, even for a spurious callback, because a fault may be running.
	 */
	mmu_interval_set_seq(notifier, cur_seq);
	mnb_device_begin(dev, range,
			 max(range->start, notifier->interval_tree.start),
			 min(range->end - 1, notifier->interval_tree.last),
			 inv);
}

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	struct mnb_interval *interval = mnb_interval_of(notifier);
	struct mnb_device *dev = &interval->session->device;
	struct mnb_invalidation inv;

	if (!mnb_callback_enter(dev, interval, range, &inv))
		return !inv.failed;
	mnb_interval_begin(dev, notifier, range, cur_seq, &inv);
	mnb_callback_exit(dev, &inv);
	return true;
}

const struct mmu_interval_notifier_ops mnb_interval_ops = {
	.invalidate = invalidate,
};

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
