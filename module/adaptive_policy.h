/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy of mode adaptive in numbers, for the module and for its tests.
 * docs/adaptive.md gives the reasons in full.
 */
#ifndef MNBENCH_ADAPTIVE_POLICY_H
#define MNBENCH_ADAPTIVE_POLICY_H

/*
 * The size of the smallest chunk in bytes. For less memory, a notifier and a
 * node of the device page table would cost more than a smaller chunk saves. The
 * size of the largest chunk, with which a session starts, is its chunk_size.
 */
#define ADAPTIVE_CHUNK_MIN (64UL << 10)

/*
 * A chunk is split after this number of spurious callbacks within this time
 * (ns). A single one can be chance. To wait for more would only pay with a
 * filter, where a spurious callback costs less than to insert and remove a
 * chunk; but then a split pays soon as well.
 */
#define ADAPTIVE_SPURIOUS  4
#define ADAPTIVE_WINDOW_NS 1000000000ULL

/*
 * A split hides whether its reason persists, so it is undone after some time
 * (ns) to see. That costs ADAPTIVE_SPURIOUS callbacks: after one second at
 * first, then after twice as long each time it was wrong, up to about a minute.
 */
#define ADAPTIVE_QUIET_MIN_NS 1000000000ULL
#define ADAPTIVE_QUIET_MAX_NS (64 * ADAPTIVE_QUIET_MIN_NS)

/*
 * Limits of a session: the splits per second bound the time, the hot ranges at
 * the same time bound the memory. Each border of a hot range takes at most one
 * chunk more for each halving from chunk_size to ADAPTIVE_CHUNK_MIN.
 */
#define ADAPTIVE_SPLITS_PER_SECOND 16
#define ADAPTIVE_HOT_RANGES        32

#endif
