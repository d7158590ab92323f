// SPDX-License-Identifier: GPL-2.0-only
/* Checking that an allocator gave memory back. */
#include "support/heap.h"
#include "support/page_state.h"

/* Pages that are looked at: the first ones. */
#define LOOKED_AT 64UL

/* The first and the last page may be those of a neighbour, too. */
int heap_expect_returned(struct activity *a, uintptr_t block, size_t size)
{
	uintptr_t start = (block + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
	size_t count = (block + size - start) / PAGE_BYTES;
	uint64_t entries[LOOKED_AT];
	int ret;

	if (count > LOOKED_AT)
		count = LOOKED_AT;
	ret = page_state_read(a, start, count, entries);
	for (size_t i = 0; !ret && i < count; i++)
		if (entries[i] & PAGE_PRESENT)
			ret = not_done(a, "memory that is free is still there");
	return ret;
}
