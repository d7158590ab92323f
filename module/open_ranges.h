/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ranges between their start and their end, as KVM keeps them: how many
 * there are, and the bytes around all that were open since there was none
 * (kvm_mmu_invalidate_range_add()). All under the device lock.
 */
#ifndef MNB_OPEN_RANGES_H
#define MNB_OPEN_RANGES_H

#include <linux/minmax.h>
#include <linux/mmu_notifier.h>
#include <linux/types.h>

struct mnb_open_ranges {
	unsigned long count;
	unsigned long start,
		last; /* bytes, last inclusive; if count is not 0 */
};

static inline void mnb_open_ranges_add(struct mnb_open_ranges *open,
				       const struct mmu_notifier_range *range)
{
	unsigned long last = range->end - 1;
	bool first = !open->count++;

	open->start = first ? range->start : min(open->start, range->start);
	open->last = first ? last : max(open->last, last);
}

/* Whether pages from @start to @end, exclusive, may be in an open range. */
static inline bool mnb_open_ranges_meet(const struct mnb_open_ranges *open,
					unsigned long start, unsigned long end)
{
	return open->count && start <= open->last && end - 1 >= open->start;
}

#endif
