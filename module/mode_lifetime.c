// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode lifetime: a global notifier for the exit of the mm only. It has no range
 * callback, but each invalidation walks the list of notifiers twice because it
 * is not empty.
 */
#include "mode.h"
#include "register.h"
#include "session.h"

MNBENCH_MODE(lifetime, "lifetime", MODE_COVERS_NOTHING, 0,
	     "a global notifier without range callbacks", "amdkfd, SGX");

static void release(struct mmu_notifier *notifier, struct mm_struct *mm)
{
}

static const struct mmu_notifier_ops lifetime_ops = {
	.release = release,
};

static int attach(struct mnb_session *session)
{
	struct mmu_notifier *notifier = session->state;

	notifier->ops = &lifetime_ops;
	return mnb_register(notifier, session->mm);
}

static void detach(struct mnb_session *session)
{
	mmu_notifier_unregister(session->state, session->mm);
}

const struct mnb_mode mnb_mode_lifetime = {
	.info = &lifetime_info,
	.state_size = sizeof(struct mmu_notifier),
	.attach = attach,
	.detach = detach,
};
