/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the workloads of the allocator ask of it: blocks of equal size, which
 * are the bytes of the target together, and each some pages at least.
 */
#ifndef SUPPORT_HEAP_H
#define SUPPORT_HEAP_H

#include "support/activity.h"

#define HEAP_BLOCKS    64
#define HEAP_BLOCK_MIN (4 * PAGE_BYTES)

/* The largest block that the allocator can be told not to map by itself. */
#define HEAP_MAPPED_MAX (32UL << 20)

static inline size_t heap_block(const struct activity *a)
{
	size_t size = a->target_size / HEAP_BLOCKS & ~(PAGE_BYTES - 1);

	return size > HEAP_BLOCK_MIN ? size : HEAP_BLOCK_MIN;
}

/*
 * The allocator adapts itself to what it is asked for: forbid that, so that
 * each operation is as the one before. It maps blocks of @mapped bytes and
 * more, keeps at most @kept free bytes at the end of a heap, and has @arenas
 * heaps. Returns 0 or -errno.
 */
int heap_settle(size_t mapped, size_t kept, int arenas);

#endif
