// SPDX-License-Identifier: GPL-2.0-only
/* Hot ranges of mode adaptive, and the size of chunks between them. */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/minmax.h>

#include "hot_range.h"

unsigned long mnb_hot_block_size(unsigned long addr, unsigned long other,
				 unsigned long largest)
{
	/* Blocks of twice the size of their highest different bit hold both. */
	return min(largest, 1UL << (fls64(addr ^ other) - 1));
}

unsigned long mnb_hot_chunk_size(const struct mnb_hot_ranges *hot,
				 unsigned long addr, unsigned long largest)
{
	unsigned long size = largest;
	unsigned int i, j;

	for (i = 0; i < ADAPTIVE_HOT_RANGES; i++) {
		const struct mnb_hot_range *range = &hot->range[i];
		const unsigned long borders[] = {range->start, range->end};

		if (!range->active)
			continue;
		for (j = 0; j < ARRAY_SIZE(borders); j++)
			size = mnb_hot_block_size(
				addr, borders[j] - (addr >= borders[j]), size);
	}
	return size;
}

/* This range, or else the free entry whose range ended first. */
static struct mnb_hot_range *find_entry(struct mnb_hot_ranges *hot,
					unsigned long start, unsigned long end)
{
	struct mnb_hot_range *range, *free = NULL;

	for (range = hot->range; range < hot->range + ADAPTIVE_HOT_RANGES;
	     range++) {
		if (range->start == start && range->end == end)
			return range;
		if (range->active || range->changed)
			continue;
		if (!free || range->until_ns < free->until_ns)
			free = range;
	}
	return free;
}

void mnb_hot_add(struct mnb_hot_ranges *hot, unsigned long start,
		 unsigned long end, u64 now_ns)
{
	struct mnb_hot_range *range = find_entry(hot, start, end);
	bool known;

	if (!range || range->active)
		return;
	/* It ended too early if it did not stay quiet for as long again. */
	known = range->start == start && range->end == end &&
		now_ns - range->until_ns <= range->quiet_ns;
	range->quiet_ns =
		known ? min(2 * range->quiet_ns, (u64)ADAPTIVE_QUIET_MAX_NS)
		      : ADAPTIVE_QUIET_MIN_NS;
	range->start = start;
	range->end = end;
	range->until_ns = now_ns + range->quiet_ns;
	range->active = true;
	range->changed = true;
}

void mnb_hot_expire(struct mnb_hot_ranges *hot, u64 now_ns)
{
	struct mnb_hot_range *range;

	for (range = hot->range; range < hot->range + ADAPTIVE_HOT_RANGES;
	     range++) {
		if (!range->active || range->until_ns > now_ns)
			continue;
		range->active = false;
		range->changed = true;
	}
}

struct mnb_hot_range *mnb_hot_changed(struct mnb_hot_ranges *hot)
{
	unsigned int i;

	for (i = 0; i < ADAPTIVE_HOT_RANGES; i++)
		if (hot->range[i].changed)
			return &hot->range[i];
	return NULL;
}

unsigned int mnb_hot_count(const struct mnb_hot_ranges *hot)
{
	unsigned int i, count = 0;

	for (i = 0; i < ADAPTIVE_HOT_RANGES; i++)
		count += hot->range[i].active || hot->range[i].changed;
	return count;
}

u64 mnb_hot_next_ns(const struct mnb_hot_ranges *hot)
{
	u64 next_ns = U64_MAX;
	unsigned int i;

	for (i = 0; i < ADAPTIVE_HOT_RANGES; i++)
		if (hot->range[i].active)
			next_ns = min(next_ns, hot->range[i].until_ns);
	return next_ns;
}
