// SPDX-License-Identifier: GPL-2.0-only
/*
 * The heap of jemalloc. The agent for `allocator = jemalloc` is linked with
 * this in place of support/heap.c, and with the library, whose malloc(3) takes
 * the place of the C library's.
 */
#include "support/heap.h"

#include <errno.h>
#include <limits.h>
#include <jemalloc/jemalloc.h>

/* Stands for all arenas. */
#define ALL "4096"
_Static_assert(MALLCTL_ARENAS_ALL == 4096, "is its number");

/* The library would have four arenas for each CPU of the machine. */
const char *malloc_conf = "narenas:8,background_thread:false";

const char heap_allocator[] = "jemalloc";

static int set(const char *name, void *value, size_t size)
{
	return -mallctl(name, NULL, NULL, value, size);
}

static int call(const char *name)
{
	return set(name, NULL, 0);
}

/* For arenas that there will be, and for those that there are. */
static int set_decay(ssize_t ms)
{
	unsigned int count = 0;
	size_t size = sizeof(count);
	int ret = set("arenas.dirty_decay_ms", &ms, sizeof(ms));

	if (!ret)
		ret = -mallctl("arenas.narenas", &count, &size, NULL, 0);
	for (size_t i = 0; !ret && i < count; i++) {
		size_t mib[3], length = 3;

		ret = -mallctlnametomib("arena.0.dirty_decay_ms", mib, &length);
		mib[1] = i;
		if (!ret)
			ret = -mallctlbymib(mib, length, NULL, NULL, &ms,
					    sizeof(ms));
		/* Arenas are made when a thread first needs one. */
		if (ret == -EFAULT)
			ret = 0;
	}
	return ret;
}

static int arena_of(void *block, unsigned int *arena)
{
	size_t size = sizeof(*arena);

	return -mallctl("arenas.lookup", arena, &size, &block, sizeof(block));
}

/* Check that malloc(3) is the library's, which knows only its own blocks. */
static int check_library(void)
{
	void *block = malloc(HEAP_BLOCK_MIN);
	unsigned int arena;
	int ret = arena_of(block, &arena);

	free(block);
	return ret ? -ENOTSUP : 0;
}

/*
 * It gives pages back that were free for a while, 10 s by default: keep them,
 * or give them back at once. The cache of a thread would keep small blocks.
 */
int heap_settle(const struct activity *a, enum heap_return when, int arenas)
{
	bool cache = false;
	int ret = check_library();

	(void)a;
	(void)arenas;
	if (ret || when == HEAP_USUAL)
		return ret;
	if (when == HEAP_AT_TRIM)
		return set_decay(-1);
	ret = set("thread.tcache.enabled", &cache, sizeof(cache));
	return ret ? ret : set_decay(0);
}

bool heap_trim(void)
{
	return !call("thread.tcache.flush") && !call("arena." ALL ".purge");
}

uintptr_t heap_of(void *block)
{
	unsigned int arena = 0;

	return arena_of(block, &arena) ? UINT_MAX : arena;
}
