// SPDX-License-Identifier: GPL-2.0-only
/* What device faults of modes with a global notifier do during a range. */
#include "fault_wait.h"
#include "global.h"
#include "policy.h"
#include "session.h"

static void blocks_open(struct mnb_global *global,
			const struct mmu_notifier_range *range)
{
	atomic_inc(&global->in_progress);
	mnb_global_raise_sequence(global);
}

/* As KVM: faults look for the range itself as long as it is open. */
static void retries_open(struct mnb_global *global,
			 const struct mmu_notifier_range *range)
{
	mnb_open_ranges_add(&global->session->device.policy->open, range);
}

/*
 * The number is raised here, as by kvm_mmu_invalidate_end(): until now faults
 * found the range.
 */
static void retries_close(struct mnb_global *global)
{
	struct mnb_device *dev = &global->session->device;

	spin_lock(&dev->lock);
	mnb_global_raise_sequence(global);
	dev->policy->open.count--;
	spin_unlock(&dev->lock);
}

static bool retries_meets(const struct mnb_policy *policy,
			  const struct mnb_fault *fault)
{
	return mnb_open_ranges_meet(&policy->open, fault->start, fault->end);
}

/* Whether ranges that end meanwhile concern it is seen at the end. */
static int retries_begin(struct mnb_global *global, struct mnb_fault *fault)
{
	struct mnb_device *dev = &global->session->device;
	bool busy;

	spin_lock(&dev->lock);
	busy = retries_meets(dev->policy, fault);
	fault->seq = global->sequence.invalidate_seq;
	spin_unlock(&dev->lock);
	return busy ? -EBUSY : 0;
}

static const struct mnb_fault_wait blocks = {
	.open = blocks_open,
	.close = mnb_global_leave,
	.begin = mnb_global_wait_idle,
};

static const struct mnb_fault_wait retries = {
	.open = retries_open,
	.close = retries_close,
	.begin = retries_begin,
	.meets = retries_meets,
};

const struct mnb_fault_wait *const mnb_fault_waits[MNB_FAULT_WAITS] = {
	[MNBENCH_FAULT_BLOCK] = &blocks,
	[MNBENCH_FAULT_RETRY] = &retries,
};
