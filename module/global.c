// SPDX-License-Identifier: GPL-2.0-only
/* The device behind one mmu_notifier for the whole address space. */
#include <linux/hmm.h>
#include <linux/sched/signal.h>

#include "callback.h"
#include "global.h"
#include "register.h"
#include "session.h"
#include "slots.h"

/* Under the device lock. */
static void raise_sequence(struct mnb_global *global)
{
	mmu_interval_set_seq(&global->sequence,
			     global->sequence.invalidate_seq + 1);
}

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
	raise_sequence(global);
	mnb_device_begin(dev, range, range->start, range->end - 1, &inv);
	mnb_callback_exit(dev, &inv);
	return 0;
}

static void leave(struct mnb_global *global)
{
	/*
	 * Fully ordered, so that a fault that reads 0 also sees what the range
	 * changed in the page tables.
	 */
	if (atomic_dec_and_test(&global->in_progress) &&
	    wq_has_sleeper(&global->idle))
		wake_up_all(&global->idle);
}

static void range_end(struct mmu_notifier *mn,
		      const struct mmu_notifier_range *range)
{
	leave(container_of(mn, struct mnb_global, notifier));
}

/* The start of such a range did nothing, so its end must not either. */
static void range_end_unless_ignored(struct mmu_notifier *mn,
				     const struct mmu_notifier_range *range)
{
	struct mnb_global *global =
		container_of(mn, struct mnb_global, notifier);

	if (!mnb_policy_ignores(global->session->device.policy, range))
		leave(global);
}

/*
 * The mm exits, or the session detaches, which took the pages away before. No
 * fault can run: it would be in a task of the mm and hold the attach lock.
 */
static void release(struct mmu_notifier *mn, struct mm_struct *mm)
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
	raise_sequence(global);
	mnb_device_begin(dev, &range, range.start, range.end - 1, &inv);
	mnb_callback_exit(dev, &inv);
}

/*
 * With filter slots: a lock and a count of ranges at the start and at the end,
 * and slots are looked up in both, as in KVM.
 */
static int slots_range_start(struct mmu_notifier *mn,
			     const struct mmu_notifier_range *range)
{
	struct mnb_global *global =
		container_of(mn, struct mnb_global, notifier);
	struct mnb_device *dev = &global->session->device;
	struct mnb_slots *slots = dev->policy->slots;
	struct mnb_invalidation inv;

	mnb_slots_range_start(slots);
	if (!mnb_callback_enter(dev, NULL, range, &inv))
		return 0;
	if (inv.meets || !slots->only_meeting) {
		atomic_inc(&global->in_progress);
		raise_sequence(global);
	}
	mnb_device_begin(dev, range, range->start, range->end - 1, &inv);
	mnb_callback_exit(dev, &inv);
	return 0;
}

static void slots_range_end(struct mmu_notifier *mn,
			    const struct mmu_notifier_range *range)
{
	struct mnb_global *global =
		container_of(mn, struct mnb_global, notifier);
	struct mnb_device *dev = &global->session->device;
	struct mnb_slots *slots = dev->policy->slots;
	struct mnb_invalidation inv;

	if (mnb_policy_end_enter(dev, range, &inv)) {
		if (inv.meets || !slots->only_meeting)
			leave(global);
		mnb_policy_exit(dev, &inv);
	}
	mnb_slots_range_end(slots);
}

static const struct mmu_notifier_ops slots_ops = {
	.invalidate_range_start = slots_range_start,
	.invalidate_range_end = slots_range_end,
	.release = release,
};

static const struct mmu_notifier_ops global_ops = {
	.invalidate_range_start = range_start,
	.invalidate_range_end = range_end,
	.release = release,
};

static const struct mmu_notifier_ops ignoring_ops = {
	.invalidate_range_start = range_start,
	.invalidate_range_end = range_end_unless_ignored,
	.release = release,
};

static const struct mmu_notifier_ops *
choose_ops(const struct mnb_policy *policy)
{
	if (policy && policy->slots)
		return &slots_ops;
	return policy && policy->ignored_events ? &ignoring_ops : &global_ops;
}

int mnb_global_attach(struct mnb_session *session)
{
	struct mnb_global *global = session->state;

	global->session = session;
	init_waitqueue_head(&global->idle);
	global->sequence.mm = session->mm;
	global->notifier.ops = choose_ops(session->device.policy);
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

/*
 * Waits for invalidations in progress, as mmu_interval_read_begin() does,
 * unless faults start again at once, as in KVM.
 */
int mnb_global_read_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct mnb_global *global = session->state;
	struct mnb_device *dev = &session->device;
	bool waits = !dev->policy || !dev->policy->fault_retries;
	long ret = 0;
	bool busy;

	/* Bounded, because it may miss the idle moments between ranges. */
	if (waits)
		ret = wait_event_killable_timeout(
			global->idle, !atomic_read(&global->in_progress),
			msecs_to_jiffies(HMM_RANGE_DEFAULT_TIMEOUT));
	if (ret < 0)
		return -EINTR;
	spin_lock(&dev->lock);
	/* Pairs with range_end(): page tables are read after this. */
	busy = atomic_read_acquire(&global->in_progress);
	fault->seq = global->sequence.invalidate_seq;
	spin_unlock(&dev->lock);
	return busy ? -EBUSY : 0;
}

bool mnb_global_read_retry(struct mnb_session *session, struct mnb_fault *fault)
{
	struct mnb_global *global = session->state;

	/* No range was in progress at the start, and each raises the number. */
	return mmu_interval_read_retry(&global->sequence, fault->seq);
}
