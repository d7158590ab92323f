/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Filters: how a callback finds the device pages in its range. Each
 * filter_NAME.c defines one `const struct mnb_filter mnb_filter_NAME`; the
 * build finds it by its file name.
 */
#ifndef MNB_FILTER_H
#define MNB_FILTER_H

#include <linux/mmu_notifier.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/types.h>
#include <linux/vmalloc.h>

#include "mnbench_abi.h"
#include "mode_info.h"

struct mnb_device;
struct mnb_fault;
struct mnb_invalidation;
struct mnb_kept;
struct mnb_policy;

/* Of filter scan: a word for each page of an interval, 0 if it has none. */
struct mnb_page_list {
	unsigned long *entries;
	unsigned long count; /* that are not 0 */
};

/* Of filter ranges: what was allocated before the locks were taken. */
struct mnb_range_stash {
	struct rb_node *free; /* linked by rb_right */
	unsigned int count;
	unsigned int need; /* of the last fault */
};

struct mnb_filter {
	enum mnbench_filter value;
	/* Whether a callback sends no invalidation if it found no page. */
	bool skips;
	/* Whether the mode can have it. NULL: every mode with callbacks. */
	bool (*valid)(const struct mnbench_attach *config,
		      const struct mode_info *info);

	/* All below may be NULL. */

	/* What it keeps for the session. May sleep. -ENOMEM. */
	int (*attach)(struct mnb_policy *policy,
		      const struct mnbench_attach *config,
		      const struct mode_info *info);
	void (*detach)(struct mnb_policy *policy);

	/*
	 * What it keeps for each interval, or once in modes that cover
	 * everything. init() adds to kept->bytes. May sleep. -ENOMEM, or
	 * -EINVAL if the interval is too long for it.
	 */
	int (*init)(struct mnb_kept *kept);
	void (*destroy)(struct mnb_kept *kept);

	/*
	 * Under the device lock, which it drops now and then: take the device
	 * pages from inv->first to inv->last away, and perhaps more. Returns
	 * how many. NULL: as the bitmaps of the device page table have them.
	 */
	unsigned long (*take)(struct mnb_device *dev,
			      const struct mmu_notifier_range *range,
			      struct mnb_invalidation *inv);

	/*
	 * Under the device lock: whether it lists anything in the interval,
	 * with or without pages. NULL: it has no list that an UNMAP alone
	 * shortens.
	 */
	bool (*lists)(const struct mnb_kept *kept);

	/* Under the device lock: a fault is about to map these pages. */
	/* -ENOBUFS: fill the stash and try again. */
	int (*prepare)(struct mnb_device *dev, struct mnb_kept *kept,
		       struct mnb_fault *fault);
	/* They have been mapped. @entries: of the device page table. */
	void (*mapped)(struct mnb_kept *kept, unsigned long first,
		       unsigned long count, const unsigned long *entries);
};

/* The build defines MNB_FILTERS, the names of all: X(bitmap) X(off) ... */
#define X(name) extern const struct mnb_filter mnb_filter_##name;
MNB_FILTERS
#undef X

/* NULL for DEFAULT. */
const struct mnb_filter *mnb_filter_find(enum mnbench_filter value);

/* Of struct mnb_range_stash. May sleep. -ENOMEM */
int mnb_range_stash_fill(struct mnb_range_stash *stash);
void mnb_range_stash_drain(struct mnb_range_stash *stash);

/*
 * Zeroed memory for what a driver keeps; kvfree() frees it. It is never a block
 * of 2 MiB. Each CPU caches such blocks with single pages, up to a number of
 * pages that one block may exceed. As long as it has one, each page that an
 * operation frees makes it give a batch of pages back to the zone.
 */
static inline void *mnb_kept_alloc(size_t bytes)
{
	if (bytes <= PAGE_SIZE << PAGE_ALLOC_COSTLY_ORDER)
		return kvzalloc(bytes, GFP_KERNEL_ACCOUNT);
	return __vmalloc(bytes, GFP_KERNEL_ACCOUNT | __GFP_ZERO);
}

#endif
