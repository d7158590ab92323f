// SPDX-License-Identifier: GPL-2.0-only
/* The end of a range callback that waits for the device, or has a policy. */
#include "callback.h"

void mnb_callback_wait(struct mnb_device *dev,
		       const struct mnb_invalidation *inv, bool may_sleep)
{
	u64 until_ns;

	if (inv->done_ns == MNB_NOTHING_SENT)
		return;
	until_ns = mnb_budget_limit(&dev->budget, inv->done_ns, inv->blockable);
	atomic64_add(mnb_queue_wait(&dev->queue, until_ns,
				    may_sleep && inv->blockable),
		     &dev->waited_ns);
}

void mnb_callback_finish(struct mnb_device *dev, struct mnb_invalidation *inv)
{
	if (dev->policy)
		mnb_policy_exit(dev, inv);
	else
		mnb_callback_wait(dev, inv, true);
}
