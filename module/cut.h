/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where mode adaptive cuts the address space: places that were hit in vain, for
 * as long as they are believed to be. A chunk is the largest aligned power of
 * two that crosses no border of a place, so places alone say what the chunks
 * are, in whatever order things happened.
 *
 * Nothing here locks. Addresses and sizes are bytes, times ns.
 */
#ifndef MNB_CUT_H
#define MNB_CUT_H

#include <linux/types.h>

#include "adaptive_policy.h"

struct mnb_place {
	unsigned long start, end; /* multiples of ADAPTIVE_CHUNK_MIN */
	u64 until_ns;             /* when it is forgotten, or was */
	u64 quiet_ns;             /* how long it is believed in this time */
	bool active;
	bool changed; /* chunks do not follow it yet */
};

struct mnb_cut {
	struct mnb_place place[ADAPTIVE_PLACES];
};

/* The size of the chunk of @addr: a power of two, at most @largest. */
unsigned long mnb_cut_size(const struct mnb_cut *cut, unsigned long addr,
			   unsigned long largest);

/*
 * The largest power of two whose aligned block holds @addr but not @other, at
 * most @largest.
 */
unsigned long mnb_cut_between(unsigned long addr, unsigned long other,
			      unsigned long largest);

/* Cut a place out. Without effect if ADAPTIVE_PLACES are. */
void mnb_cut_add(struct mnb_cut *cut, unsigned long start, unsigned long end,
		 u64 now_ns);

/* Forget the places whose time has come. */
void mnb_cut_expire(struct mnb_cut *cut, u64 now_ns);

/* A place that chunks do not follow yet, or NULL. */
struct mnb_place *mnb_cut_changed(struct mnb_cut *cut);

unsigned int mnb_cut_count(const struct mnb_cut *cut);

/* When the next place is to be forgotten; U64_MAX: there is none. */
u64 mnb_cut_next_ns(const struct mnb_cut *cut);

#endif
