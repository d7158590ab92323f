/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the workloads of the allocator ask of it: blocks of equal size, which
 * are the bytes of the target together, and each some pages at least. The
 * functions are in support/heap.c for the allocator of the C library, and in
 * jemalloc/heap.c for jemalloc, with which another agent is linked.
 */
#ifndef SUPPORT_HEAP_H
#define SUPPORT_HEAP_H

#include <stdbool.h>

#include "support/activity.h"

#define HEAP_BLOCKS    64
#define HEAP_BLOCK_MIN (4 * PAGE_BYTES)

static inline size_t heap_block(const struct activity *a)
{
	size_t size = a->target_size / HEAP_BLOCKS & ~(PAGE_BYTES - 1);

	return size > HEAP_BLOCK_MIN ? size : HEAP_BLOCK_MIN;
}

/* The allocator of this program, in the words of the key `allocator`. */
extern const char heap_allocator[];

/* When the memory of a block that is free is given back to the kernel. */
enum heap_return {
	HEAP_AT_FREE, /* at once */
	HEAP_USUAL,   /* as the allocator does */
	HEAP_AT_TRIM, /* when the program asks for it */
};

/*
 * The allocator adapts itself to what it is asked for: forbid that, so that
 * each operation is as the one before. @arenas: its heaps, where it has no
 * fixed number of them. Returns 0 or -errno.
 */
int heap_settle(const struct activity *a, enum heap_return when, int arenas);

/* Give free memory back. Returns false if there was none. */
bool heap_trim(void);

/* Which heap a block in use is from. */
uintptr_t heap_of(void *block);

/* Check that no page is there that a free block of @size bytes fills. */
int heap_expect_returned(struct activity *a, uintptr_t block, size_t size);

#endif
