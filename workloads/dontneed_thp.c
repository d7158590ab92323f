// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload dontneed-thp: a part of a huge page is discarded. The kernel maps
 * the rest of it by small pages, and tells the subscribers of that, too.
 */
#include "support/huge.h"
#include "support/page_state.h"
#include "workload.h"

static void predict_part(struct notifier_calls *p, uintptr_t cut)
{
	uintptr_t block = cut & ~(BLOCK_BYTES - 1);

	if (cut != block)
		predict_call(p, MNBENCH_EVENT_CLEAR, block,
			     block + BLOCK_BYTES);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	uintptr_t first = blocks_start(a);
	uintptr_t last = (target_end(a) - 1) & ~(BLOCK_BYTES - 1);

	predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
	predict_part(p, a->target);
	/* One that is cut twice is split once. */
	if (a->target == first || first != last)
		predict_part(p, target_end(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_make_huge_pages(a, p);
}

static const char *const needs[] = {"thp", NULL};

const struct workload workload_dontneed_thp = {
	.name = "dontneed-thp",
	.summary = "madvise(MADV_DONTNEED) of a part of a huge page",
	.function = "zap_page_range_single (zap_vma_range_batched since 7), "
		    "__split_huge_pmd",
	.events = EVENT(CLEAR),
	.needs = needs,
	.margin_behind = BLOCK_BYTES,
	.own_memory = true,
	.prepare = make_huge_pages,
	.operate = discard_target,
	.check = target_expect_discarded,
	.predict = predict,
	.predict_rest = predict_rest,
};
