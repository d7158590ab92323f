/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shadow stacks: memory that only calls and returns write. Their entries look
 * writable, and hmm_range_fault() asks for VM_WRITE alone, so a device could
 * change where functions return to. The kernel's own access to user memory
 * refuses writes there (mm/gup.c, check_vma_flags()); this does so for a device
 * fault.
 */
#ifndef MNB_SHADOW_STACK_H
#define MNB_SHADOW_STACK_H

#include <linux/hmm.h>
#include <linux/minmax.h>
#include <linux/mm.h>

/* Since 6.6. It is a constant 0 where the architecture has none. */
#ifdef VM_SHADOW_STACK

static inline bool mnb_has_shadow_stacks(void)
{
#ifdef CONFIG_X86
	return cpu_feature_enabled(X86_FEATURE_USER_SHSTK);
#else
	return VM_SHADOW_STACK;
#endif
}

static inline void mnb_clear_write(struct hmm_range *range, unsigned long start,
				   unsigned long end)
{
	unsigned long i = (start - range->start) >> PAGE_SHIFT;

	for (; i < (end - range->start) >> PAGE_SHIFT; i++)
		range->hmm_pfns[i] &= ~HMM_PFN_WRITE;
}

/*
 * Under mmap_lock, after hmm_range_fault(): -EPERM if a page to be written
 * belongs to a shadow stack. Pages to be read become read-only.
 */
static inline int mnb_protect_shadow_stacks(struct mm_struct *mm,
					    struct hmm_range *range, bool write)
{
	struct vm_area_struct *vma;

	if (!mnb_has_shadow_stacks())
		return 0;
	for (vma = find_vma(mm, range->start);
	     vma && vma->vm_start < range->end;
	     vma = find_vma(mm, vma->vm_end)) {
		if (!(vma->vm_flags & VM_SHADOW_STACK))
			continue;
		if (write)
			return -EPERM;
		mnb_clear_write(range, max(range->start, vma->vm_start),
				min(range->end, vma->vm_end));
	}
	return 0;
}

#else

static inline int mnb_protect_shadow_stacks(struct mm_struct *mm,
					    struct hmm_range *range, bool write)
{
	return 0;
}

#endif

#endif
