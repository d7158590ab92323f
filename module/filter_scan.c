// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filter scan: a list with a word for each page of the chunk or buffer. A
 * callback reads the entries of its range twice, as mlx5: to invalidate pages
 * (mlx5_ib_invalidate_range()) and to unmap them
 * (ib_umem_odp_unmap_dma_pages()). It leaves early if the list is empty.
 *
 * The list is under the device lock, which a scan drops after each batch. That
 * is correct, because no fault enters a page of the interval as long as the
 * range has not ended: its sequence number is raised. Another callback may read
 * the same entries in between. Then one of the two finds the page in the device
 * page table, and one of the two clears the entry.
 *
 * Each device page has an entry in the list of at least one interval around it.
 * An entry may have no device page: where buffers overlap, another one took the
 * page away, or it was unregistered.
 */
#include <linux/mm.h>
#include <linux/sched.h>

#include "device.h"
#include "filter.h"
#include "policy.h"

/* How many entries are read before the lock is dropped for a moment. */
#define BATCH 4096UL
/* A list of 2 MiB, as mlx5 has for a chunk of implicit ODP. */
#define SPAN_MAX (1ULL << 30)

static bool valid(const struct mnbench_attach *config,
		  const struct mode_info *info)
{
	return (info->coverage == MODE_COVERS_CHUNKS &&
		config->chunk_size <= SPAN_MAX) ||
	       info->coverage == MODE_COVERS_BUFFERS;
}

static int init(struct mnb_kept *kept)
{
	size_t pages = kept->last - kept->first + 1;

	if (pages > SPAN_MAX >> PAGE_SHIFT)
		return -EINVAL;
	kept->list.entries =
		mnb_kept_alloc(pages * sizeof(*kept->list.entries));
	if (!kept->list.entries)
		return -ENOMEM;
	kept->bytes += pages * sizeof(*kept->list.entries);
	return 0;
}

static void destroy(struct mnb_kept *kept)
{
	kvfree(kept->list.entries);
}

/* Take the pages away that have entries. Returns how many. */
static unsigned long invalidate(struct mnb_device *dev, struct mnb_kept *kept,
				unsigned long first, unsigned long last)
{
	const unsigned long *entry = kept->list.entries + (first - kept->first);
	unsigned long page, run = 0, taken = 0;

	for (page = first; page <= last; page++) {
		if (*entry++) {
			run++;
			continue;
		}
		if (run)
			taken += mnb_pt_zap(&dev->pt, page - run, page - 1,
					    BATCH);
		run = 0;
	}
	if (run)
		taken += mnb_pt_zap(&dev->pt, page - run, page - 1, BATCH);
	return taken;
}

static void unmap(struct mnb_kept *kept, unsigned long first,
		  unsigned long last)
{
	unsigned long *entry = kept->list.entries + (first - kept->first);
	unsigned long page;

	for (page = first; page <= last; page++, entry++) {
		if (*entry) {
			*entry = 0;
			kept->list.count--;
		}
	}
}

/* @unmaps: the second scan */
static unsigned long scan(struct mnb_device *dev, struct mnb_invalidation *inv,
			  bool unmaps) __must_hold(&dev->lock)
{
	unsigned long first = inv->first, taken = 0;

	for (;;) {
		unsigned long last = min(inv->last, first + BATCH - 1);

		if (unmaps)
			unmap(inv->kept, first, last);
		else
			taken += invalidate(dev, inv->kept, first, last);
		if (last == inv->last)
			return taken;
		first = last + 1;
		mnb_device_pause(dev, inv->blockable);
	}
}

static unsigned long take(struct mnb_device *dev,
			  const struct mmu_notifier_range *range,
			  struct mnb_invalidation *inv)
{
	unsigned long taken;

	if (!inv->kept->list.count)
		return 0;
	taken = scan(dev, inv, false);
	scan(dev, inv, true);
	return taken;
}

static void mapped(struct mnb_kept *kept, unsigned long first,
		   unsigned long count, const unsigned long *entries)
{
	unsigned long *entry = kept->list.entries + (first - kept->first);
	unsigned long i;

	for (i = 0; i < count; i++) {
		kept->list.count += !entry[i];
		entry[i] = entries[i];
	}
}

const struct mnb_filter mnb_filter_scan = {
	.value = MNBENCH_FILTER_SCAN,
	.skips = true,
	.valid = valid,
	.init = init,
	.destroy = destroy,
	.take = take,
	.mapped = mapped,
};
