// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filter ranges: a tree of ranges of one size, aligned to it, which faults
 * insert. An invalidation takes all pages of each range that it meets, as xe
 * and drm_gpusvm do (xe_svm_range_notifier_event_begin()), also those outside
 * of what the CPU invalidates. These are only lost: a later fault maps them
 * again.
 *
 * A range stays until an event UNMAP meets it, as in xe, or until its interval
 * is removed. Each device page lies in a range of the tree of its interval, so
 * a range is freed only while it has no page. In some modes a fault may enter
 * pages beside those that the CPU invalidates, as soon as the device lock is
 * dropped.
 */
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "device.h"
#include "filter.h"
#include "mode.h"
#include "policy.h"

/* After so many ranges a callback drops the device lock for a moment. */
#define RANGES_BATCH 1024

struct device_range {
	struct rb_node node;
	unsigned long first; /* page */
};

static struct device_range *entry(struct rb_node *node)
{
	return rb_entry(node, struct device_range, node);
}

/* In mode adaptive a range could lie in several chunks. */
static bool valid(const struct mnbench_attach *config,
		  const struct mode_info *info)
{
	return is_power_of_2(config->range_size) &&
	       config->range_size >= PAGE_SIZE &&
	       config->range_size <= MNBENCH_CHUNK_SIZE_MAX &&
	       info->coverage != MODE_COVERS_ADAPTIVE &&
	       (!mode_has_chunks(info) ||
		config->range_size <= config->chunk_size);
}

static int attach(struct mnb_policy *policy,
		  const struct mnbench_attach *config,
		  const struct mode_info *info)
{
	policy->range_pages = config->range_size >> PAGE_SHIFT;
	return 0;
}

static void destroy(struct mnb_kept *kept)
{
	struct rb_node *node;

	while ((node = rb_first(&kept->ranges))) {
		rb_erase(node, &kept->ranges);
		kfree(entry(node));
		cond_resched();
	}
}

/* The first range that ends at the page or after it. */
static struct device_range *find(struct mnb_kept *kept, unsigned long page,
				 unsigned long size)
{
	struct rb_node *node = kept->ranges.rb_node;
	struct device_range *found = NULL;

	while (node) {
		struct device_range *range = entry(node);

		if (page > range->first + size - 1) {
			node = node->rb_right;
		} else {
			found = range;
			node = node->rb_left;
		}
	}
	return found;
}

static bool less(struct rb_node *a, const struct rb_node *b)
{
	return entry(a)->first < rb_entry(b, struct device_range, node)->first;
}

/* From @first to @last, if that is not empty. */
static unsigned long zap(struct mnb_device *dev, unsigned long first,
			 unsigned long last, bool blockable)
{
	return first <= last ? mnb_device_zap(dev, first, last, blockable) : 0;
}

/* Take the pages from first to last away, which are all of a range. */
static unsigned long take_range(struct mnb_device *dev,
				const struct mnb_invalidation *inv,
				unsigned long first, unsigned long last)
{
	bool blockable = inv->blockable;
	unsigned long inside, outside = 0;

	inside = zap(dev, max(first, inv->first), min(last, inv->last),
		     blockable);
	if (first < inv->first)
		outside += zap(dev, first, inv->first - 1, blockable);
	if (last > inv->last)
		outside += zap(dev, inv->last + 1, last, blockable);
	dev->counters.widened += outside;
	return inside + outside;
}

static void free_range(struct mnb_device *dev, struct mnb_kept *kept,
		       unsigned long page, unsigned long size)
{
	struct device_range *range = find(kept, page, size);

	/* Another callback may have freed it while the lock was dropped. */
	if (!range || range->first > page)
		return;
	rb_erase(&range->node, &kept->ranges);
	kfree(range);
	kept->bytes -= sizeof(*range);
	dev->held -= sizeof(*range);
}

static unsigned long take(struct mnb_device *dev,
			  const struct mmu_notifier_range *cpu,
			  struct mnb_invalidation *inv)
{
	unsigned long size = dev->policy->range_pages;
	struct mnb_kept *kept = inv->kept;
	unsigned long at = inv->first, taken = 0, count = 0, now;
	bool unmap = cpu->event == MMU_NOTIFY_UNMAP;
	struct device_range *range;

	while (at <= inv->last && (range = find(kept, at, size)) &&
	       range->first <= inv->last) {
		unsigned long first = max(range->first, kept->first);
		unsigned long last = min(range->first + size - 1, kept->last);

		/* If the lock is dropped, the range may go or get pages. */
		do {
			now = take_range(dev, inv, first, last);
			taken += now;
		} while (unmap && now >= MNB_ZAP_BATCH);
		if (unmap)
			free_range(dev, kept, first, size);
		at = last + 1;
		if (++count % RANGES_BATCH == 0)
			mnb_device_pause(dev, inv->blockable);
	}
	return taken;
}

static bool lists(const struct mnb_kept *kept)
{
	return !RB_EMPTY_ROOT(&kept->ranges);
}

static struct device_range *stash_take(struct mnb_range_stash *stash)
{
	struct rb_node *node = stash->free;

	stash->free = node->rb_right;
	stash->count--;
	return entry(node);
}

static int prepare(struct mnb_device *dev, struct mnb_kept *kept,
		   struct mnb_fault *fault)
{
	unsigned long size = dev->policy->range_pages;
	unsigned long begin = round_down(fault->start >> PAGE_SHIFT, size);
	unsigned long end = fault->end >> PAGE_SHIFT;
	struct mnb_range_stash *stash = fault->ranges;
	unsigned long first;
	struct device_range *range;

	stash->need = 0;
	for (first = begin; first < end; first += size) {
		range = find(kept, first, size);
		stash->need += !range || range->first != first;
	}
	if (stash->count < stash->need)
		return -ENOBUFS;
	for (first = begin; first < end; first += size) {
		range = find(kept, first, size);
		if (range && range->first == first)
			continue;
		range = stash_take(stash);
		range->first = first;
		rb_add(&range->node, &kept->ranges, less);
		kept->bytes += sizeof(*range);
		dev->held += sizeof(*range);
	}
	return 0;
}

int mnb_range_stash_fill(struct mnb_range_stash *stash)
{
	while (stash->count < stash->need) {
		struct device_range *range =
			kmalloc(sizeof(*range), GFP_KERNEL_ACCOUNT);

		if (!range)
			return -ENOMEM;
		range->node.rb_right = stash->free;
		stash->free = &range->node;
		stash->count++;
	}
	return 0;
}

void mnb_range_stash_drain(struct mnb_range_stash *stash)
{
	while (stash->count)
		kfree(stash_take(stash));
}

const struct mnb_filter mnb_filter_ranges = {
	.value = MNBENCH_FILTER_RANGES,
	.skips = true,
	.valid = valid,
	.attach = attach,
	.destroy = destroy,
	.take = take,
	.lists = lists,
	.prepare = prepare,
};
