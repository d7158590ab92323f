// SPDX-License-Identifier: GPL-2.0-only
/* The device behind one mmu_notifier for the whole address space. */
#include <linux/hmm.h>
#include <linux/sched/signal.h>

#include "callback.h"
#include "fault_wait.h"
#include "global.h"
#include "register.h"
#include "session.h"

static int range_start(struct mmu_notifier *mn,
		       const struct mmu_notifier_range *range)
{
	struct mnb_global *global =
		container_of(mn, struct mnb_global, notifier);
	struct mnb_device *dev = &global->session->device;
	struct mnb_invalidation inv;

	if (!mnb_callback_enter(dev, NULL, range, &inv))
		return 0;
	atomic_inc(&global->in_progress);
	mnb_global_raise_sequence(global);
	mnb_device_begin(dev, range, range->start, range->end - 1, &inv);
	mnb_callback_exit(dev, &inv);
	return 0;
}

static void range_end(struct mmu_notifier *mn,
		      const struct mmu_notifier_range *range)
{
	mnb_global_leave(container_of(mn, struct mnb_global, notifier));
}

void mnb_global_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct mnb_global *global =
		container_of(mn, struct mnb_global, notifier);
	struct mnb_device *dev = &global->session->device;
	struct mmu_notifier_range range = {
		.mm = mm,
		.end = ULONG_MAX,
		.flags = MMU_NOTIFIER_RANGE_BLOCKABLE,
		.event = MMU_NOTIFY_RELEASE,
	};
	struct mnb_invalidation inv;

	if (READ_ONCE(global->detaching))
		return;
	if (!mnb_callback_enter(dev, NULL, &range, &inv))
		return;
	mnb_global_raise_sequence(global);
	mnb_device_begin(dev, &range, range.start, range.end - 1, &inv);
	mnb_callback_exit(dev, &inv);
}

static const struct mmu_notifier_ops global_ops = {
	.invalidate_range_start = range_start,
	.invalidate_range_end = range_end,
	.release = mnb_global_release,
};

int mnb_global_attach(struct mnb_session *session)
{
	struct mnb_global *global = session->state;

	global->session = session;
	init_waitqueue_head(&global->idle);
	global->sequence.mm = session->mm;
	global->notifier.ops =
		mnb_global_policy_ops(session->device.policy) ?: &global_ops;
	return mnb_register(&global->notifier, session->mm);
}

void mnb_global_detach(struct mnb_session *session)
{
	struct mnb_global *global = session->state;

	/* While the notifier is still there to tell the device of changes. */
	mnb_device_drop(&session->device, 0, ULONG_MAX);
	WRITE_ONCE(global->detaching, true);
	mmu_notifier_unregister(&global->notifier, session->mm);
}

int mnb_global_fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct mnb_global *global = session->state;

	fault->notifier = &global->sequence;
	return 0;
}

int mnb_global_wait_idle(struct mnb_global *global, struct mnb_fault *fault)
{
	struct mnb_device *dev = &global->session->device;
	long ret;
	bool busy;

	/* Bounded, because it may miss the idle moments between ranges. */
	ret = wait_event_killable_timeout(
		global->idle, !atomic_read(&global->in_progress),
		msecs_to_jiffies(HMM_RANGE_DEFAULT_TIMEOUT));
	if (ret < 0)
		return -EINTR;
	spin_lock(&dev->lock);
	/* Pairs with mnb_global_leave(): page tables are read after this. */
	busy = atomic_read_acquire(&global->in_progress);
	fault->seq = global->sequence.invalidate_seq;
	spin_unlock(&dev->lock);
	return busy ? -EBUSY : 0;
}

int mnb_global_read_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	const struct mnb_policy *policy = session->device.policy;

	if (policy)
		return policy->fault_wait->begin(session->state, fault);
	return mnb_global_wait_idle(session->state, fault);
}

bool mnb_global_read_retry(struct mnb_session *session, struct mnb_fault *fault)
{
	struct mnb_global *global = session->state;

	/*
	 * No range was in progress at the start, and each raises the number.
	 * With faults that start again mnb_policy_fault_prepare() looks for
	 * those that are in progress, and their ends raise the number.
	 */
	return mmu_interval_read_retry(&global->sequence, fault->seq);
}
