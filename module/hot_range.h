/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hot ranges of mode adaptive: parts of the address space from which spurious
 * callbacks came. A chunk is the largest aligned power of two that crosses no
 * border of a hot range, so the hot ranges alone determine the chunks, whatever
 * the order of events was.
 *
 * A hot range is active for a limited time, because once the chunks leave it
 * out nothing shows whether spurious callbacks would still come.
 *
 * These functions take no lock. Addresses and sizes are bytes, times are ns of
 * the monotonic clock.
 */
#ifndef MNB_HOT_RANGE_H
#define MNB_HOT_RANGE_H

#include <linux/types.h>

#include "adaptive_policy.h"

struct mnb_hot_range {
	unsigned long start, end; /* multiples of ADAPTIVE_CHUNK_MIN */
	u64 until_ns;             /* when it becomes inactive, or did */
	u64 quiet_ns;             /* how long it is active this time */
	bool active;
	bool changed; /* the chunks do not respect it yet */
};

struct mnb_hot_ranges {
	struct mnb_hot_range range[ADAPTIVE_HOT_RANGES];
};

/*
 * The size of the chunk that contains @addr: a power of two, at most @largest.
 */
unsigned long mnb_hot_chunk_size(const struct mnb_hot_ranges *hot,
				 unsigned long addr, unsigned long largest);

/*
 * The largest power of two, at most @largest, whose aligned block contains
 * @addr but not @other.
 */
unsigned long mnb_hot_block_size(unsigned long addr, unsigned long other,
				 unsigned long largest);

/* Make a range active. Does nothing if ADAPTIVE_HOT_RANGES are. */
void mnb_hot_add(struct mnb_hot_ranges *hot, unsigned long start,
		 unsigned long end, u64 now_ns);

/* End the ranges whose time is over. */
void mnb_hot_expire(struct mnb_hot_ranges *hot, u64 now_ns);

/* A range that the chunks do not respect yet, or NULL. */
struct mnb_hot_range *mnb_hot_changed(struct mnb_hot_ranges *hot);

/* How many are active or changed. */
unsigned int mnb_hot_count(const struct mnb_hot_ranges *hot);

/* When the next active range ends; U64_MAX if there is none. */
u64 mnb_hot_next_ns(const struct mnb_hot_ranges *hot);

#endif
