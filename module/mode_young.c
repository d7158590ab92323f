// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode young: a subscriber that is asked which pages its device used, by
 * reclaim and by what else estimates the working set of a process. Only a
 * notifier for the whole address space can answer; intervals are not asked.
 */
#include "compat.h"
#include "mode.h"
#include "register.h"
#include "session.h"

MNBENCH_MODE(young, "young", MODE_COVERS_NOTHING, MODE_APART,
	     "a global notifier that is only asked which pages were used",
	     "KVM, which answers for its guests");

struct young {
	struct mmu_notifier notifier;
	struct mnb_session *session;
};

/* Called under the page-table lock. The device has used no page. */
static void count(struct mmu_notifier *mn, enum mnbench_young question)
{
	struct young *young = container_of(mn, struct young, notifier);
	struct mnb_device *dev = &young->session->device;

	spin_lock(&dev->lock);
	dev->counters.young[question]++;
	spin_unlock(&dev->lock);
}

static mnb_young_t clear_flush_young(struct mmu_notifier *mn,
				     struct mm_struct *mm, unsigned long start,
				     unsigned long end)
{
	count(mn, MNBENCH_YOUNG_CLEAR_FLUSH);
	return 0;
}

static mnb_young_t clear_young(struct mmu_notifier *mn, struct mm_struct *mm,
			       unsigned long start, unsigned long end)
{
	count(mn, MNBENCH_YOUNG_CLEAR);
	return 0;
}

static mnb_young_t test_young(struct mmu_notifier *mn, struct mm_struct *mm,
			      unsigned long address)
{
	count(mn, MNBENCH_YOUNG_TEST);
	return 0;
}

static const struct mmu_notifier_ops young_ops = {
	.clear_flush_young = clear_flush_young,
	.clear_young = clear_young,
	.test_young = test_young,
};

static int attach(struct mnb_session *session)
{
	struct young *young = session->state;

	young->session = session;
	young->notifier.ops = &young_ops;
	return mnb_register(&young->notifier, session->mm);
}

static void detach(struct mnb_session *session)
{
	mmu_notifier_unregister(session->state, session->mm);
}

const struct mnb_mode mnb_mode_young = {
	.info = &young_info,
	.state_size = sizeof(struct young),
	.attach = attach,
	.detach = detach,
};
