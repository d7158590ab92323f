// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode ruler-interval: the cost in the mm itself of an interval that no range
 * overlaps.
 */
#include <linux/sizes.h>

#include "mode.h"
#include "register.h"
#include "session.h"

MNBENCH_MODE(
	ruler_interval, "ruler-interval", MODE_COVERS_NOTHING, 0,
	"one interval notifier of 2 MiB that no activity meets, and no device",
	"a ruler: the least that any interval subscriber costs");

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	mmu_interval_set_seq(notifier, cur_seq);
	return true;
}

static const struct mmu_interval_notifier_ops ruler_ops = {
	.invalidate = invalidate,
};

static int attach(struct mnb_session *session)
{
	int ret = mnb_register(NULL, session->mm);

	if (ret)
		return ret;
	/* Below all mappings: a static program starts at 4 MiB. */
	return mmu_interval_notifier_insert(session->state, session->mm, SZ_2M,
					    SZ_2M, &ruler_ops);
}

static void detach(struct mnb_session *session)
{
	mmu_interval_notifier_remove(session->state);
}

const struct mnb_mode mnb_mode_ruler_interval = {
	.info = &ruler_interval_info,
	.state_size = sizeof(struct mmu_interval_notifier),
	.attach = attach,
	.detach = detach,
};
