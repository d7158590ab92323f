// SPDX-License-Identifier: GPL-2.0-only
/* Callbacks and faults of sessions whose driver's policy is not the default. */
#include <linux/err.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "callback.h"
#include "callback_lock.h"
#include "compat.h"
#include "fault_wait.h"
#include "interval.h"
#include "policy.h"
#include "session.h"
#include "slots.h"

static bool needs_lock(const struct mnbench_attach *config)
{
	return config->lock || config->lock_scope || config->wait_in ||
	       config->nonblock == MNBENCH_NONBLOCK_TRYLOCK;
}

static enum mnbench_filter filter_of(const struct mnbench_attach *config,
				     const struct mode_info *info)
{
	if (config->filter != MNBENCH_FILTER_DEFAULT)
		return config->filter;
	return info->flags & MODE_FILTERS ? MNBENCH_FILTER_BITMAP
					  : MNBENCH_FILTER_OFF;
}

static bool is_default(const struct mnbench_attach *config,
		       const struct mnb_filter *filter)
{
	return !needs_lock(config) && !config->nonblock &&
	       !config->fault_wait && !config->ignored_events && !filter->take;
}

static void choose_lock(struct mnb_policy *policy,
			const struct mnbench_attach *config)
{
	policy->kind = &mnb_lock_kinds[config->lock];
	policy->kind->init(&policy->own);
	switch (config->lock_scope) {
	case MNBENCH_SCOPE_MM:
		policy->lock = &policy->own;
		break;
	case MNBENCH_SCOPE_DEVICE:
		policy->lock = mnb_device_lock_of(config->device, config->lock);
		break;
	}
}

static struct mnb_driver_lock *lock_of(const struct mnb_policy *policy,
				       struct mnb_kept *kept)
{
	return policy->lock ?: &kept->lock;
}

static void unlock(const struct mnb_policy *policy,
		   const struct mnb_invalidation *inv)
{
	policy->kind->release(lock_of(policy, inv->kept));
}

static void wait_outside(struct mnb_device *dev, struct mnb_invalidation *inv)
{
	unlock(dev->policy, inv);
	mnb_callback_wait(dev, inv, true);
}

static void wait_inside(struct mnb_device *dev, struct mnb_invalidation *inv)
{
	mnb_callback_wait(dev, inv, dev->policy->kind->sleeps);
	unlock(dev->policy, inv);
}

/* Index: enum mnbench_wait_in. */
static void (*const finishes[MNBENCH_WAIT_INSIDE + 1])(
	struct mnb_device *dev, struct mnb_invalidation *inv) = {
	[MNBENCH_WAIT_OUTSIDE] = wait_outside,
	[MNBENCH_WAIT_INSIDE] = wait_inside,
};

/* The filter last: it is what mnb_policy_destroy() has to undo. */
static int fill(struct mnb_policy *policy, const struct mnbench_attach *config,
		const struct mode_info *info, struct mm_struct *mm)
{
	const struct mnb_filter *filter = policy->filter;
	int ret;

	policy->finish = finishes[config->wait_in];
	policy->nonblock = &mnb_nonblocks[config->nonblock];
	policy->fault_wait = mnb_fault_waits[config->fault_wait];
	policy->ignored_events = config->ignored_events;
	policy->global = info->flags & MODE_RELEASED;
	policy->per_interval = config->lock_scope == MNBENCH_SCOPE_CHUNK ||
			       (mode_has_parts(info) && filter->destroy);
	if (needs_lock(config)) {
		choose_lock(policy, config);
		/* All locks of a kind are of one class. */
		mnb_driver_lock_teach(policy->kind, &policy->own, mm);
	}
	ret = filter->attach ? filter->attach(policy, config, info) : 0;
	if (ret || policy->per_interval)
		return ret;
	ret = mnb_kept_init(policy, &policy->kept, 0, ULONG_MAX & PAGE_MASK);
	if (ret && filter->detach)
		filter->detach(policy);
	return ret;
}

struct mnb_policy *mnb_policy_create(const struct mnbench_attach *config,
				     const struct mode_info *info,
				     struct mm_struct *mm)
{
	const struct mnb_filter *filter =
		mnb_filter_find(filter_of(config, info));
	struct mnb_policy *policy;
	int ret;

	if (is_default(config, filter))
		return NULL;
	policy = kzalloc(sizeof(*policy), GFP_KERNEL_ACCOUNT);
	if (!policy)
		return ERR_PTR(-ENOMEM);
	policy->filter = filter;
	ret = fill(policy, config, info, mm);
	if (!ret)
		return policy;
	kfree(policy);
	return ERR_PTR(ret);
}

void mnb_policy_destroy(struct mnb_policy *policy)
{
	if (!policy)
		return;
	if (!policy->per_interval)
		mnb_kept_destroy(policy, &policy->kept);
	if (policy->filter->detach)
		policy->filter->detach(policy);
	kfree(policy);
}

size_t mnb_policy_bytes(const struct mnb_policy *policy)
{
	if (!policy)
		return 0;
	return sizeof(*policy) + policy->kept.bytes +
	       (policy->slots ? sizeof(*policy->slots) : 0);
}

int mnb_kept_init(const struct mnb_policy *policy, struct mnb_kept *kept,
		  unsigned long start, unsigned long length)
{
	kept->first = start >> PAGE_SHIFT;
	kept->last = (start + length - 1) >> PAGE_SHIFT;
	if (policy->kind)
		policy->kind->init(&kept->lock);
	return policy->filter->init ? policy->filter->init(kept) : 0;
}

void mnb_kept_destroy(const struct mnb_policy *policy, struct mnb_kept *kept)
{
	if (policy->filter->destroy)
		policy->filter->destroy(kept);
}

static struct mnb_kept *kept_of(struct mnb_policy *policy,
				struct mnb_interval *interval)
{
	return policy->per_interval ? (struct mnb_kept *)interval - 1
				    : &policy->kept;
}

static struct mnb_kept *kept_of_fault(struct mnb_policy *policy,
				      struct mnb_fault *fault)
{
	return kept_of(policy, mnb_interval_of(fault->notifier));
}

static enum mnb_lock_outcome lock(struct mnb_device *dev,
				  const struct mnb_invalidation *inv)
{
	return mnb_callback_lock(dev, lock_of(dev->policy, inv->kept),
				 inv->blockable);
}

static bool fail(struct mnb_device *dev, struct mnb_invalidation *inv)
{
	mnb_device_count(dev, &dev->counters.failed);
	inv->failed = true;
	return false;
}

static void leave_slots(const struct mnb_policy *policy,
			const struct mnb_invalidation *inv)
{
	if (inv->section >= 0)
		mnb_slots_exit(policy->slots, inv->section);
}

bool mnb_policy_enter(struct mnb_device *dev, struct mnb_interval *interval,
		      const struct mmu_notifier_range *range,
		      struct mnb_invalidation *inv)
{
	struct mnb_policy *policy = dev->policy;
	/* Of mode hybrid, the callback that the other one follows. */
	bool first_of_two = policy->global && interval;
	enum mnb_lock_outcome outcome = MNB_LOCK_GO_ON_WITHOUT;

	if (mnb_policy_ignores(policy, range)) {
		inv->failed = false;
		if (!first_of_two)
			mnb_device_count(dev, &dev->counters.ignored);
		return false;
	}
	inv->blockable = mmu_notifier_range_blockable(range);
	if (!inv->blockable && policy->nonblock->refuses)
		return fail(dev, inv);
	inv->done_ns = MNB_NOTHING_SENT;
	inv->kept = kept_of(policy, interval);
	inv->meets = true;
	inv->section = -1;
	/* As KVM, without the driver's lock if it meets no slot. */
	if (policy->slots && !first_of_two)
		inv->section = mnb_slots_enter(policy->slots, range->start,
					       range->end - 1, &inv->meets);
	if (policy->kind && inv->meets)
		outcome = lock(dev, inv);
	if (outcome == MNB_LOCK_FAILED) {
		leave_slots(policy, inv);
		return fail(dev, inv);
	}
	inv->locked = outcome == MNB_LOCK_TAKEN;
	return true;
}

/* It has nothing to wait for, and fails as little as the start does. */
bool mnb_policy_end_enter(struct mnb_device *dev,
			  const struct mmu_notifier_range *range,
			  struct mnb_invalidation *inv)
{
	struct mnb_policy *policy = dev->policy;

	if (mnb_policy_ignores(policy, range))
		return false;
	inv->blockable = mmu_notifier_range_blockable(range);
	inv->done_ns = MNB_NOTHING_SENT;
	inv->kept = &policy->kept;
	inv->section = mnb_slots_enter(policy->slots, range->start,
				       range->end - 1, &inv->meets);
	inv->locked =
		policy->kind && inv->meets && lock(dev, inv) == MNB_LOCK_TAKEN;
	return true;
}

void mnb_policy_exit(struct mnb_device *dev, struct mnb_invalidation *inv)
{
	const struct mnb_policy *policy = dev->policy;

	/* As KVM for a range that met no slot: no lock was taken. */
	if (!inv->meets && inv->done_ns == MNB_NOTHING_SENT) {
		leave_slots(policy, inv);
		return;
	}
	if (inv->locked)
		policy->finish(dev, inv);
	else
		mnb_callback_wait(dev, inv, true);
	leave_slots(policy, inv);
	/* It may have spun under a spinlock, and many chunks follow. */
	if (inv->blockable)
		cond_resched();
}

unsigned long mnb_policy_take(struct mnb_device *dev,
			      const struct mmu_notifier_range *range,
			      struct mnb_invalidation *inv)
{
	const struct mnb_filter *filter = dev->policy->filter;

	if (!inv->meets && dev->policy->global)
		return 0;
	if (filter->take)
		return filter->take(dev, range, inv);
	return mnb_device_zap(dev, inv->first, inv->last, inv->blockable);
}

int mnb_policy_fault_enter(struct mnb_device *dev, struct mnb_fault *fault)
{
	struct mnb_policy *policy = dev->policy;
	struct mnb_driver_lock *lock =
		lock_of(policy, kept_of_fault(policy, fault));

	if (policy->kind->try_acquire_read(lock))
		return 0;
	mnb_device_count(dev, &dev->counters.contended);
	return policy->kind->acquire_read(lock) ? 0 : -EINTR;
}

void mnb_policy_fault_exit(struct mnb_policy *policy, struct mnb_fault *fault)
{
	policy->kind->release_read(
		lock_of(policy, kept_of_fault(policy, fault)));
}

int mnb_policy_fault_begin(struct mnb_device *dev, struct mnb_fault *fault)
{
	struct mnb_slots *slots = dev->policy->slots;

	return slots ? mnb_slots_fault_begin(dev, slots, fault) : 0;
}

int mnb_policy_fault_prepare(struct mnb_device *dev, struct mnb_fault *fault)
{
	struct mnb_policy *policy = dev->policy;

	if (policy->fault_wait->meets &&
	    policy->fault_wait->meets(policy, fault))
		return -EBUSY;
	if (policy->slots && mnb_slots_retry(policy->slots, fault))
		return -EBUSY;
	if (!policy->filter->prepare)
		return 0;
	return policy->filter->prepare(dev, kept_of_fault(policy, fault),
				       fault);
}

void mnb_policy_fault_mapped(struct mnb_device *dev, struct mnb_fault *fault,
			     const unsigned long *entries)
{
	struct mnb_policy *policy = dev->policy;

	if (policy->filter->mapped)
		policy->filter->mapped(
			kept_of_fault(policy, fault),
			fault->start >> PAGE_SHIFT,
			(fault->end - fault->start) >> PAGE_SHIFT, entries);
}
