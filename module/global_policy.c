// SPDX-License-Identifier: GPL-2.0-only
/*
 * The callbacks of one mmu_notifier for the whole address space in sessions
 * whose policy needs more at the start or at the end of a range.
 */
#include "callback.h"
#include "global.h"
#include "session.h"
#include "slots.h"

/* Under the device lock: a range starts. */
static void open_range(struct mnb_global *global, struct mnb_policy *policy,
		       const struct mmu_notifier_range *range)
{
	if (policy->fault_retries) {
		mnb_open_ranges_add(&policy->open, range);
		return;
	}
	atomic_inc(&global->in_progress);
	mnb_global_raise_sequence(global);
}

/*
 * It has ended. Where faults start again the number is raised here, as by
 * kvm_mmu_invalidate_end(): until now they found the range.
 */
static void close_range(struct mnb_global *global, struct mnb_policy *policy)
{
	struct mnb_device *dev = &global->session->device;

	if (!policy->fault_retries) {
		mnb_global_leave(global);
		return;
	}
	spin_lock(&dev->lock);
	mnb_global_raise_sequence(global);
	policy->open.count--;
	spin_unlock(&dev->lock);
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
	open_range(global, dev->policy, range);
	mnb_device_begin(dev, range, range->start, range->end - 1, &inv);
	mnb_callback_exit(dev, &inv);
	return 0;
}

static void range_end(struct mmu_notifier *mn,
		      const struct mmu_notifier_range *range)
{
	struct mnb_global *global =
		container_of(mn, struct mnb_global, notifier);
	struct mnb_policy *policy = global->session->device.policy;

	/* The start of such a range did nothing, so its end must not either. */
	if (!mnb_policy_ignores(policy, range))
		close_range(global, policy);
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
	if (inv.meets || !slots->only_meeting)
		open_range(global, dev->policy, range);
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
			close_range(global, dev->policy);
		mnb_policy_exit(dev, &inv);
	}
	mnb_slots_range_end(slots);
}

static const struct mmu_notifier_ops slots_ops = {
	.invalidate_range_start = slots_range_start,
	.invalidate_range_end = slots_range_end,
	.release = mnb_global_release,
};

static const struct mmu_notifier_ops other_ops = {
	.invalidate_range_start = range_start,
	.invalidate_range_end = range_end,
	.release = mnb_global_release,
};

const struct mmu_notifier_ops *
mnb_global_policy_ops(const struct mnb_policy *policy)
{
	if (policy && policy->slots)
		return &slots_ops;
	return policy && (policy->ignored_events || policy->fault_retries)
		       ? &other_ops
		       : NULL;
}
