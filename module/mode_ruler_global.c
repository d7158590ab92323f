// SPDX-License-Identifier: GPL-2.0-only
/* Mode ruler-global: the cost of a global subscriber in the mm itself. */
#include "mode.h"
#include "register.h"
#include "session.h"

MNBENCH_MODE(ruler_global, "ruler-global", MODE_COVERS_NOTHING, 0,
	     "one mmu_notifier with an empty callback and no device",
	     "a ruler: the least that any global subscriber costs");

static int range_start(struct mmu_notifier *notifier,
		       const struct mmu_notifier_range *range)
{
	return 0;
}

static const struct mmu_notifier_ops empty_ops = {
	.invalidate_range_start = range_start,
};

static int attach(struct mnb_session *session)
{
	struct mmu_notifier *notifier = session->state;

	notifier->ops = &empty_ops;
	return mnb_register(notifier, session->mm);
}

static void detach(struct mnb_session *session)
{
	mmu_notifier_unregister(session->state, session->mm);
}

const struct mnb_mode mnb_mode_ruler_global = {
	.info = &ruler_global_info,
	.state_size = sizeof(struct mmu_notifier),
	.attach = attach,
	.detach = detach,
};
