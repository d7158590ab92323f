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

struct mnb_interval;

/*
 * Take the device lock. Returns false if the callback has to return at once:
 * inv->failed says whether it fails then. @interval: of the callback, or NULL
 * if its notifier is none.
 */
static __always_inline bool
mnb_callback_enter(struct mnb_device *dev, struct mnb_interval *interval,
		   const struct mmu_notifier_range *range,
		   struct mnb_invalidation *inv) __acquires(&dev->lock)
{
	inv->done_ns = 0;
	spin_lock(&dev->lock);
	return true;
}

/* Release the device lock, and wait until the device completes @inv. */
static __always_inline void mnb_callback_exit(struct mnb_device *dev,
					      struct mnb_invalidation *inv)
	__releases(&dev->lock)
{
	spin_unlock(&dev->lock);
	mnb_device_finish(dev, inv);
}

#endif
