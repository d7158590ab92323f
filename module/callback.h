/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the range callbacks of all modes have in common: the locks that they
 * hold, and the wait for the device.
 *
 *	if (!mnb_callback_enter(dev, interval, range, &inv))
 *		return !inv.failed;
 *	mnb_interval_begin(), or what else the mode does under the device lock
 *	mnb_callback_exit(dev, &inv);
 */
#ifndef MNB_CALLBACK_H
#define MNB_CALLBACK_H

#include "device.h"
#include "policy.h"

/*
 * Wait for the device, if an invalidation was sent to it. @may_sleep: if the
 * range is blockable, too.
 */
void mnb_callback_wait(struct mnb_device *dev,
		       const struct mnb_invalidation *inv, bool may_sleep);

/* The slow path of mnb_callback_exit(). */
void mnb_callback_finish(struct mnb_device *dev, struct mnb_invalidation *inv);

/*
 * Take the driver's lock, if it has one, and the device lock. Returns false if
 * the callback has to return at once: inv->failed says whether it fails then;
 * in a mode with a global notifier it never does. @interval: of the callback,
 * or NULL if its notifier is none.
 */
static __always_inline bool
mnb_callback_enter(struct mnb_device *dev, struct mnb_interval *interval,
		   const struct mmu_notifier_range *range,
		   struct mnb_invalidation *inv)
{
	inv->done_ns = 0;
	if (unlikely(dev->policy) &&
	    !mnb_policy_enter(dev, interval, range, inv))
		return false;
	spin_lock(&dev->lock);
	return true;
}

/* Release the locks, and wait until the device completes @inv. */
static __always_inline void mnb_callback_exit(struct mnb_device *dev,
					      struct mnb_invalidation *inv)
{
	spin_unlock(&dev->lock);
	/* Never 0 with a policy. */
	if (inv->done_ns)
		mnb_callback_finish(dev, inv);
}

#endif
