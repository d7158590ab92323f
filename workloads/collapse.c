// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload collapse: the application wants a huge page in place of small ones.
 * The kernel takes the small ones away and copies them.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/huge.h"
#include "workload.h"

static size_t blocks_size(const struct activity *a)
{
	return blocks_end(a) - blocks_start(a);
}

static int prepare(struct activity *a)
{
	if (madvise((void *)blocks_start(a), blocks_size(a), MADV_DONTNEED))
		return -errno;
	/* A block without a page is not collapsed. */
	for (uintptr_t b = blocks_start(a); b < blocks_end(a); b += BLOCK_BYTES)
		touch_pages(b, PAGE_BYTES);
	return write_target(a);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pieces(p, MNBENCH_EVENT_CLEAR, blocks_start(a), blocks_end(a),
		       BLOCK_BYTES);
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, blocks_start(a), blocks_end(a));
}

static const char *const needs[] = {"thp", NULL};

const struct workload workload_collapse = {
	.name = "collapse",
	.summary = "madvise(MADV_COLLAPSE) of blocks of 2 MiB",
	.function = "collapse_huge_page",
	.events = EVENT(CLEAR),
	.needs = needs,
	.margin_behind = BLOCK_BYTES,
	.own_memory = true,
	.undisturbed = true,
	.prepare = prepare,
	.operate = collapse_blocks,
	.check = expect_huge_pages,
	.predict = predict,
	.predict_rest = predict_rest,
};
