/* SPDX-License-Identifier: GPL-2.0-only */
/* Transparent huge pages of an activity, without khugepaged. */
#ifndef SUPPORT_HUGE_H
#define SUPPORT_HUGE_H

#include "support/activity.h"
#include "support/notifier_calls.h"

/* The blocks of 2 MiB that the target meets: [blocks_start, blocks_end). */
uintptr_t blocks_start(const struct activity *a);
uintptr_t blocks_end(const struct activity *a);

/*
 * Collapse each block into a huge page, which needs no setting
 * (MADV_COLLAPSE). Each must have a page. Returns 0 or -errno.
 */
int collapse_blocks(struct activity *a);

/*
 * Discard the blocks, write all their pages, and collapse them: that makes a
 * call for all, and one for each block.
 */
int make_huge_pages(struct activity *a);
void predict_make_huge_pages(const struct activity *a,
			     struct notifier_calls *p);

/* Check that each block has pages up to its end. Returns as not_done(). */
int expect_huge_pages(struct activity *a);

#endif
