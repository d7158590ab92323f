// SPDX-License-Identifier: GPL-2.0-only
/* How a callback takes the driver's lock. */
#include <linux/delay.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>

#include "callback_lock.h"
#include "device.h"
#include "policy.h"

/* What it takes of the budget at once, in ns. */
#define SLICE_NS 1000000

/*
 * Returns false if the budget of the session is used up first. It is taken in
 * slices, so that one that soon gets the lock leaves enough to others that wait
 * at the same time. @may_sleep: the mm or this task of it exits, so no signal
 * ends its wait.
 */
static bool try_for_long(struct mnb_device *dev, struct mnb_driver_lock *lock,
			 bool may_sleep)
{
	const struct mnb_lock_kind *kind = dev->policy->kind;
	u64 now_ns = ktime_get_mono_fast_ns(), until_ns = now_ns;
	u64 end_ns = now_ns + MNBENCH_LATENCY_MAX_NS;
	bool held = false;

	while (!held) {
		if (now_ns >= until_ns)
			until_ns =
				mnb_budget_limit(&dev->budget,
						 min(now_ns + SLICE_NS, end_ns),
						 may_sleep);
		if (now_ns >= until_ns)
			return false;
		if (may_sleep && kind->sleeps)
			usleep_range(10, 50);
		else
			cpu_relax();
		if (may_sleep)
			cond_resched();
		held = kind->try_acquire(lock);
		now_ns = ktime_get_mono_fast_ns();
	}
	if (now_ns < until_ns)
		mnb_budget_return(&dev->budget, until_ns - now_ns, may_sleep);
	return true;
}

static bool spin(struct mnb_device *dev, struct mnb_driver_lock *lock)
{
	return try_for_long(dev, lock, false);
}

const struct mnb_nonblock mnb_nonblocks[MNB_NONBLOCKS] = {
	[MNBENCH_NONBLOCK_SPIN] = {.contended = spin},
	[MNBENCH_NONBLOCK_FAIL] = {.refuses = true},
	[MNBENCH_NONBLOCK_TRYLOCK] = {},
};

/*
 * The holder may wait for the device, and so may each callback that gets the
 * lock before this one: without a limit their waits would add up. So a callback
 * that gets the lock after more than a second releases it at once. When this
 * one has waited for a second, those before it have come earlier and are late,
 * too, so only the holder of that moment still waits for the device.
 */
static bool wait(struct mnb_device *dev, struct mnb_driver_lock *lock)
{
	const struct mnb_lock_kind *kind = dev->policy->kind;
	u64 late_ns = ktime_get_mono_fast_ns() + MNBENCH_LATENCY_MAX_NS;

	if (mnb_budget_exits(&dev->budget))
		return try_for_long(dev, lock, true);
	if (!kind->acquire(lock))
		return false;
	if (ktime_get_mono_fast_ns() <= late_ns)
		return true;
	kind->release(lock);
	return false;
}

enum mnb_lock_outcome mnb_callback_lock(struct mnb_device *dev,
					struct mnb_driver_lock *lock,
					bool blockable)
{
	const struct mnb_policy *policy = dev->policy;
	const struct mnb_nonblock *nonblock = policy->nonblock;

	if (policy->kind->try_acquire(lock))
		return MNB_LOCK_TAKEN;
	mnb_device_count(dev, &dev->counters.contended);
	if (blockable)
		return wait(dev, lock) ? MNB_LOCK_TAKEN
				       : MNB_LOCK_GO_ON_WITHOUT;
	if (nonblock->contended && nonblock->contended(dev, lock))
		return MNB_LOCK_TAKEN;
	return policy->global ? MNB_LOCK_GO_ON_WITHOUT : MNB_LOCK_FAILED;
}
