/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a device fault does while a range is in progress, in modes with a
 * notifier for the whole address space that is no interval. In the others
 * mmu_interval_read_begin() decides.
 */
#ifndef MNB_FAULT_WAIT_H
#define MNB_FAULT_WAIT_H

#include <linux/types.h>

#include "mnbench_abi.h"

struct mmu_notifier_range;
struct mnb_fault;
struct mnb_global;
struct mnb_policy;

/* One for each enum mnbench_fault_wait. */
struct mnb_fault_wait {
	/* Under the device lock: a range starts. */
	void (*open)(struct mnb_global *global,
		     const struct mmu_notifier_range *range);
	/* It has ended. */
	void (*close)(struct mnb_global *global);
	/*
	 * A fault is about to read page tables: remember the sequence number.
	 * May sleep. -EBUSY: start again, -EINTR.
	 */
	int (*begin)(struct mnb_global *global, struct mnb_fault *fault);
	/*
	 * Under the device lock, before the fault enters its pages: whether it
	 * has to start again. NULL: the sequence number tells enough.
	 */
	bool (*meets)(const struct mnb_policy *policy,
		      const struct mnb_fault *fault);
};

#define MNB_FAULT_WAITS (MNBENCH_FAULT_RETRY + 1)
extern const struct mnb_fault_wait *const mnb_fault_waits[MNB_FAULT_WAITS];

#endif
