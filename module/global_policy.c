// SPDX-License-Identifier: GPL-2.0-only
/*
 * The callbacks of one mmu_notifier for the whole address space in sessions
 * whose policy needs more at the start or at the end of a range.
 */
#include "callback.h"
#include "fault_wait.h"
#include "global.h"
#include "session.h"
#include "slots.h"

static int range_start(struct mmu_notifier *mn,
		       const struct mmu_notifier_range *range)
{
	struct mnb_global *global =
		container_of(mn, struct mnb_global, notifier);
	struct mnb_device *dev = &global->session->device;
	struct mnb_invalidation inv;

	if (!mnb_callback_enter(dev, NULL, range, &inv))
		return 0;
	dev->policy->fault_wait->open(global, range);
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
		policy->fault_wait->close(global);
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
	if (slots->counts(&inv))
		dev->policy->fault_wait->open(global, range);
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
		if (slots->counts(&inv))
			dev->policy->fault_wait->close(global);
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
	if (!policy)
		return NULL;
	if (policy->ignored_events ||
	    policy->fault_wait != mnb_fault_waits[MNBENCH_FAULT_BLOCK])
		return &other_ops;
	return NULL;
}
