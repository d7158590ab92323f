// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload collapse-shmem: huge pages in place of the small ones of shared
 * memory. The kernel unmaps each small page that is mapped, and then the page
 * table.
 */
#include <errno.h>
#include <fcntl.h>

#include "support/huge.h"
#include "workload.h"

/*
 * All pages of the blocks are written: a device may have some beside the
 * target, which would be there, too.
 */
static int prepare(struct activity *a)
{
	off_t offset = (off_t)(blocks_start(a) - a->mapping.base);
	off_t size = (off_t)(blocks_end(a) - blocks_start(a));

	if (fallocate(a->mapping.file,
		      FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, size))
		return -errno;
	touch_pages(blocks_start(a), (size_t)size);
	return 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	for (uintptr_t block = blocks_start(a); block < blocks_end(a);
	     block += BLOCK_BYTES) {
		predict_pages(p, MNBENCH_EVENT_CLEAR, block,
			      block + BLOCK_BYTES);
		predict_call(p, MNBENCH_EVENT_CLEAR, block,
			     block + BLOCK_BYTES);
	}
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, blocks_start(a), blocks_end(a));
}

static const char *const needs[] = {"thp", NULL};

const struct workload workload_collapse_shmem = {
	.name = "collapse-shmem",
	.summary = "madvise(MADV_COLLAPSE) of shared memory",
	.function = "try_to_unmap_one, collapse_and_free_pmd "
		    "(retract_page_tables since 6.6)",
	.events = EVENT(CLEAR),
	.needs = needs,
	.margin_behind = BLOCK_BYTES,
	.wants = MEMORY_SHARED | MEMORY_FILE,
	.refuses = MEMORY_DISK,
	.own_memory = true,
	.undisturbed = true,
	.prepare = prepare,
	.operate = collapse_blocks,
	.check = expect_huge_pages,
	.predict = predict,
	.predict_rest = predict_rest,
};
