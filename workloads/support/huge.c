// SPDX-License-Identifier: GPL-2.0-only
/* Transparent huge pages of an activity, without khugepaged. */
#include "support/huge.h"

#include <errno.h>
#include <sys/mman.h>

#include "support/area.h"
#include "support/page_state.h"

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif

uintptr_t blocks_start(const struct activity *a)
{
	return a->target & ~(BLOCK_BYTES - 1);
}

uintptr_t blocks_end(const struct activity *a)
{
	return (target_end(a) + BLOCK_BYTES - 1) & ~(BLOCK_BYTES - 1);
}

static int advise_blocks(const struct activity *a, int advice)
{
	return madvise((void *)blocks_start(a), blocks_end(a) - blocks_start(a),
		       advice)
		       ? -errno
		       : 0;
}

int collapse_blocks(struct activity *a)
{
	return advise_blocks(a, MADV_COLLAPSE);
}

int make_huge_pages(struct activity *a)
{
	int ret = advise_blocks(a, MADV_DONTNEED);

	if (ret)
		return ret;
	touch_pages(blocks_start(a), blocks_end(a) - blocks_start(a));
	return collapse_blocks(a);
}

void predict_make_huge_pages(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, blocks_start(a), blocks_end(a));
	predict_pieces(p, MNBENCH_EVENT_CLEAR, blocks_start(a), blocks_end(a),
		       BLOCK_BYTES);
}

int expect_huge_pages(struct activity *a)
{
	for (uintptr_t b = blocks_start(a); b < blocks_end(a);
	     b += BLOCK_BYTES) {
		uint64_t entry;
		int ret = page_state_read(a, b + BLOCK_BYTES - PAGE_BYTES, 1,
					  &entry);

		if (ret)
			return ret;
		if (!(entry & PAGE_PRESENT))
			return not_done(a, "there is no huge page");
	}
	return 0;
}
