/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Subscribing to an mm in a way that signals interrupt: mmu_notifier_register()
 * waits for mmap_lock whatever signals come.
 */
#ifndef MNB_REGISTER_H
#define MNB_REGISTER_H

#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/sched/signal.h>

/*
 * As mmu_notifier_register(), but -EINTR when a fatal signal came, also during
 * the wait for mmap_lock, and -ERESTARTSYS when another signal did:
 * mm_take_all_locks() gives up while any signal is pending. Nothing has changed
 * then, and the call can be made again. NULL makes the mm ready for interval
 * notifiers. May sleep.
 */
static inline int mnb_register(struct mmu_notifier *notifier,
			       struct mm_struct *mm)
{
	int ret;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	ret = __mmu_notifier_register(notifier, mm);
	mmap_write_unlock(mm);
	if (ret == -EINTR && !fatal_signal_pending(current))
		ret = -ERESTARTSYS;
	return ret;
}

#endif
