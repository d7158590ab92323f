// SPDX-License-Identifier: GPL-2.0-only
/* Settings of the C library's allocator, for the process. */
#include "support/heap.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>

static int option(int name, size_t value)
{
	int number = value < INT_MAX ? (int)value : INT_MAX;

	return mallopt(name, number) ? 0 : -EINVAL;
}

int heap_settle(size_t mapped, size_t kept, int arenas)
{
	int ret = option(M_MMAP_THRESHOLD, mapped);

	if (!ret)
		ret = option(M_TRIM_THRESHOLD, kept);
	if (!ret)
		ret = option(M_TOP_PAD, 0);
	return ret ? ret : option(M_ARENA_MAX, (size_t)arenas);
}
