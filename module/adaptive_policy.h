/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy of mode adaptive in numbers, for the module and for its tests;
 * docs/adaptive.md has the reasons at length.
 */
#ifndef MNBENCH_ADAPTIVE_POLICY_H
#define MNBENCH_ADAPTIVE_POLICY_H

/*
 * The smallest piece that chunks are cut to: what the device page table and a
 * notifier need for less would be more than what is kept apart. The largest, and
 * what a chunk is before anything is known, is the session's chunk_size.
 */
#define ADAPTIVE_CHUNK_MIN (64UL << 10)

/*
 * A chunk that is hit in vain so often in so short a time is cut. Once can be
 * chance. Waiting for more would pay only where the device is not told of such a
 * hit, so that making chunks and removing them costs more than a few; but then it
 * is also soon made good.
 */
#define ADAPTIVE_HITS      4
#define ADAPTIVE_WINDOW_NS 1000000000ULL

/*
 * A cut hides whether its reason persists, so after some time it is undone to
 * see. That costs ADAPTIVE_HITS hits in vain: once a second at first, then after
 * twice as long each time it was wrong, up to a minute.
 */
#define ADAPTIVE_QUIET_MIN_NS 1000000000ULL
#define ADAPTIVE_QUIET_MAX_NS (64 * ADAPTIVE_QUIET_MIN_NS)

/*
 * Of a session: cuts a second, which bounds the time, and places that are cut
 * out at the same time, which bounds the memory. A place has two borders, and
 * keeping chunks from crossing one takes at most one chunk more for each halving
 * from chunk_size to ADAPTIVE_CHUNK_MIN.
 */
#define ADAPTIVE_SPLITS_PER_SECOND 16
#define ADAPTIVE_PLACES            32

#endif
