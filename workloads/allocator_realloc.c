// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload allocator-realloc: a large block grows to 64 times its size and
 * shrinks again. The C library maps such a block by itself, and lets the kernel
 * move it where it has no room. jemalloc copies it then.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "support/heap.h"
#include "support/page_state.h"
#include "workload.h"

static char *block;
static uintptr_t freed, tail; /* of the block, and of the largest */

static int begin(struct activity *a)
{
	return heap_settle(a, HEAP_AT_FREE, 1);
}

static int resize(size_t size)
{
	char *resized = realloc(block, size);

	if (!resized)
		return -ENOMEM;
	block = resized;
	return 0;
}

/* Its first page is the one that it began with. */
static int grow_and_shrink(struct activity *a, size_t least)
{
	size_t most = least * HEAP_BLOCKS, size;
	int ret = resize(least);

	if (!ret)
		memset(block, 1, least);
	for (size = least; !ret && size < most; size *= 2) {
		ret = resize(2 * size);
		if (!ret)
			memset(block + size, 2, size);
	}
	tail = (uintptr_t)block + most / 2;
	for (; !ret && size > least; size /= 2)
		ret = resize(size / 2);
	if (!ret && block[0] != 1)
		ret = not_done(a, "the block has lost its content");
	return ret;
}

static int operate(struct activity *a)
{
	int ret = grow_and_shrink(a, heap_block(a));

	freed = (uintptr_t)block;
	free(block);
	block = NULL;
	return ret;
}

static int check(struct activity *a)
{
	size_t size = heap_block(a);
	int ret = heap_expect_returned(a, freed, size);

	return ret ? ret
		   : heap_expect_returned(a, tail, size * HEAP_BLOCKS / 2);
}

const struct workload workload_allocator_realloc = {
	.name = "allocator-realloc",
	.summary = "realloc(3) of a block to 64 times its size and back, and "
		   "free",
	.measured = true,
	.allocates = true,
	.events = EVENT(UNMAP) | EVENT(CLEAR),
	.far_only = true,
	.one_thread = true,
	.begin = begin,
	.operate = operate,
	.check = check,
};
