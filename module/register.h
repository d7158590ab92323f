/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Subscribing to an mm in a way that a fatal signal interrupts:
 * mmu_notifier_register() waits for mmap_lock whatever signals come.
 */
#ifndef MNB_REGISTER_H
#define MNB_REGISTER_H

#include <linux/mm.h>
#include <linux/mmu_notifier.h>

/*
 * As mmu_notifier_register(), but -EINTR when a fatal signal comes during the
 * wait for mmap_lock. mm_take_all_locks() also returns -EINTR while any signal
 * is pending. NULL makes the mm ready for interval notifiers. May sleep.
 */
static inline int mnb_register(struct mmu_notifier *notifier,
			       struct mm_struct *mm)
{
	int ret;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	ret = __mmu_notifier_register(notifier, mm);
	mmap_write_unlock(mm);
	return ret;
}

#endif
