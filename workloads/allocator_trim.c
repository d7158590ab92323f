// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload allocator-trim: a program frees blocks, and gives their memory back,
 * by malloc_trim(3), or by a purge of jemalloc.
 * While every other block is in use, the library discards the pages of the
 * holes between them; when all are free, the heap shrinks.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "support/heap.h"
#include "support/page_state.h"
#include "workload.h"

static char *blocks[HEAP_BLOCKS];
static uintptr_t freed; /* one in the middle */

/* Nothing is given back before heap_trim() is called. */
static int begin(struct activity *a)
{
	return heap_settle(a, HEAP_AT_TRIM, 1);
}

static void free_every(size_t step)
{
	for (size_t i = 0; i < HEAP_BLOCKS; i += step) {
		free(blocks[i]);
		blocks[i] = NULL;
	}
}

static int fill(size_t size)
{
	for (size_t i = 0; i < HEAP_BLOCKS; i++) {
		blocks[i] = malloc(size);
		if (!blocks[i])
			return -ENOMEM;
		memset(blocks[i], 1, size);
	}
	freed = (uintptr_t)blocks[HEAP_BLOCKS / 2];
	return 0;
}

static int trim(struct activity *a)
{
	return heap_trim() ? 0 : not_done(a, "no memory was given back");
}

static int operate(struct activity *a)
{
	int ret = fill(heap_block(a));

	if (!ret) {
		free_every(2);
		ret = trim(a);
	}
	free_every(1);
	return ret ? ret : trim(a);
}

static int check(struct activity *a)
{
	return heap_expect_returned(a, freed, heap_block(a));
}

const struct workload workload_allocator_trim = {
	.name = "allocator-trim",
	.summary = "malloc(3), free of every other block and of all, each "
		   "with a trim",
	.measured = true,
	.allocates = true,
	.events = EVENT(UNMAP) | EVENT(CLEAR),
	.far_only = true,
	.one_thread = true,
	.begin = begin,
	.operate = operate,
	.check = check,
};
