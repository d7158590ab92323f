// SPDX-License-Identifier: GPL-2.0-only
/* The heap of the C library's allocator. */
#include "support/heap.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>

/* The largest block that the allocator can be told not to map by itself. */
#define MAPPED_MAX (32UL << 20)

/* What is free at the end of a heap and stays; the library's default. */
#define KEPT (128UL << 10)

/* Heaps begin at multiples of it, where they are not the one of brk(2). */
#define HEAP_ALIGNMENT (64UL << 20)

const char heap_allocator[] = "glibc";

static int option(int name, size_t value)
{
	int number = value < INT_MAX ? (int)value : INT_MAX;

	return mallopt(name, number) ? 0 : -EINVAL;
}

/* What it maps by itself it unmaps when that is free. */
int heap_settle(const struct activity *a, enum heap_return when, int arenas)
{
	size_t mapped = MAPPED_MAX;
	int ret;

	if (when == HEAP_AT_FREE && heap_block(a) < MAPPED_MAX)
		mapped = heap_block(a);
	ret = option(M_MMAP_THRESHOLD, mapped);
	if (!ret)
		ret = option(M_TRIM_THRESHOLD,
			     when == HEAP_USUAL ? KEPT : INT_MAX);
	if (!ret)
		ret = option(M_TOP_PAD, 0);
	return ret ? ret : option(M_ARENA_MAX, (size_t)arenas);
}

bool heap_trim(void)
{
	return malloc_trim(0);
}

uintptr_t heap_of(void *block)
{
	return (uintptr_t)block / HEAP_ALIGNMENT;
}
