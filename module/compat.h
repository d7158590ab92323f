/* SPDX-License-Identifier: GPL-2.0-only */
/* Differences between the kernels for which the module builds (6.1 to 7.x). */
#ifndef MNB_COMPAT_H
#define MNB_COMPAT_H

#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/sched/coredump.h>
#include <linux/version.h>
#include <linux/workqueue.h>

#include "mnbench_abi.h"

/* The queue was renamed in 6.17; the preprocessor cannot see its symbol. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
#define mnb_unbound_queue system_dfl_wq
#else
#define mnb_unbound_queue system_unbound_wq
#endif

/* The operation for a TLB beside the CPU's; renamed in 6.6. Kbuild looks. */
#ifdef MNB_HAS_ARCH_TLB
#define mnb_secondary_op arch_invalidate_secondary_tlbs
#else
#define mnb_secondary_op invalidate_range
#endif

/* Whether its memory is taken away as that of a killed process. */
static inline bool mnb_mm_is_reaped(struct mm_struct *mm)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	return mm_flags_test(MMF_UNSTABLE, mm);
#else
	return test_bit(MMF_UNSTABLE, &mm->flags);
#endif
}

/* What the operations *_young return: int, and since 7.x bool. */
#define mnb_young_t \
	typeof(((struct mmu_notifier_ops *)0)->test_young(NULL, NULL, 0))

/* The numbers of events differ between kernels, but ours are ABI. */
static inline enum mnbench_event
mnb_event(const struct mmu_notifier_range *range)
{
	switch (range->event) {
	case MMU_NOTIFY_UNMAP:
		return MNBENCH_EVENT_UNMAP;
	case MMU_NOTIFY_CLEAR:
		return MNBENCH_EVENT_CLEAR;
	case MMU_NOTIFY_PROTECTION_VMA:
		return MNBENCH_EVENT_PROTECTION_VMA;
	case MMU_NOTIFY_PROTECTION_PAGE:
		return MNBENCH_EVENT_PROTECTION_PAGE;
	case MMU_NOTIFY_SOFT_DIRTY:
		return MNBENCH_EVENT_SOFT_DIRTY;
	case MMU_NOTIFY_RELEASE:
		return MNBENCH_EVENT_RELEASE;
	case MMU_NOTIFY_MIGRATE:
		return MNBENCH_EVENT_MIGRATE;
	case MMU_NOTIFY_EXCLUSIVE:
		return MNBENCH_EVENT_EXCLUSIVE;
	default:
		return MNBENCH_EVENT_OTHER;
	}
}

#endif
