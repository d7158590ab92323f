// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode stale: a subscriber that has gone. The mm keeps its
 * notifier_subscriptions from the first registration until it dies, so its
 * operations stay slower than in mode none after the device was closed.
 */
#include "mode.h"
#include "register.h"
#include "session.h"

MNBENCH_MODE(stale, "stale", MODE_COVERS_NOTHING, 0,
	     "registered once, then unregistered: what the mm keeps paying",
	     "any process after its device was closed");

static const struct mmu_notifier_ops no_ops = {};

static int attach(struct mnb_session *session)
{
	struct mmu_notifier *notifier = session->state;
	int ret;

	notifier->ops = &no_ops;
	ret = mnb_register(notifier, session->mm);
	if (!ret)
		mmu_notifier_unregister(notifier, session->mm);
	return ret;
}

static void detach(struct mnb_session *session)
{
}

const struct mnb_mode mnb_mode_stale = {
	.info = &stale_info,
	.state_size = sizeof(struct mmu_notifier),
	.attach = attach,
	.detach = detach,
};
