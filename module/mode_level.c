// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode level: the nodes of the device page table at one level are the
 * intervals, and the table is the only index of chunks. A chunk owns the node
 * that spans the same addresses, which keeps the node in the table while it is
 * empty and in use; chunk.h has the life of a chunk.
 */
#include <linux/log2.h>

#include "callback.h"
#include "chunk.h"
#include "interval.h"
#include "mode.h"
#include "session.h"

MNBENCH_MODE(level, "level", MODE_COVERS_CHUNKS,
	     MODE_FILTERS | MODE_KEEPS | MODE_LEVELS,
	     "a notifier for each populated node of the device page table at "
	     "one level",
	     "advised for GPUs when interval notifiers were made (2019)");

static_assert(PAGE_SHIFT == 12,
	      "the nodes span 2 MiB, 1 GiB and 512 GiB with 4 KiB pages only");

struct levels {
	struct mnb_chunks chunks;
	unsigned int level; /* as in the device page table */
};

static struct levels *levels_of(struct mnb_chunks *chunks)
{
	return container_of(chunks, struct levels, chunks);
}

static unsigned long first_page(const struct mnb_chunk *chunk)
{
	return mnb_chunk_start(chunk) >> PAGE_SHIFT;
}

static unsigned long new_size(struct mnb_chunks *chunks, unsigned long addr)
{
	return chunks->session->config.chunk_size;
}

static struct mnb_chunk *find(struct mnb_chunks *chunks, unsigned long addr)
{
	struct mnb_pt_node *node =
		mnb_pt_find(&chunks->session->device.pt, addr >> PAGE_SHIFT,
			    levels_of(chunks)->level);

	return node ? node->owner : NULL;
}

static struct mnb_chunk *first(struct mnb_chunks *chunks)
{
	unsigned long page = 0;
	struct mnb_pt_node *node = mnb_pt_next_node(
		&chunks->session->device.pt, levels_of(chunks)->level, &page);

	/* Every page lies in a live chunk, so every node has an owner. */
	return node ? node->owner : NULL;
}

static bool link(struct mnb_chunks *chunks, struct mnb_chunk *chunk,
		 struct mnb_pt_stash *stash)
{
	struct mnb_pt_node *node =
		mnb_pt_make(&chunks->session->device.pt, first_page(chunk),
			    levels_of(chunks)->level, stash);

	if (!node)
		return false;
	node->owner = chunk;
	chunk->pt_node = node;
	return true;
}

static void unlink(struct mnb_chunks *chunks, struct mnb_chunk *chunk)
{
	chunk->pt_node->owner = NULL;
	mnb_pt_prune(&chunks->session->device.pt, first_page(chunk),
		     levels_of(chunks)->level);
}

static bool empty(struct mnb_chunks *chunks, struct mnb_chunk *chunk)
{
	return !chunk->pt_node->count;
}

static const struct mnb_chunk_ops chunk_ops;

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	struct mnb_chunk *chunk = mnb_chunk_of(notifier);
	struct mnb_chunks *chunks = mnb_chunks_of(chunk);
	struct mnb_device *dev = &chunk->interval.session->device;
	struct mnb_invalidation inv;
	bool dropped;

	if (!mnb_callback_enter(dev, &chunk->interval, range, &inv))
		return !inv.failed;
	if (!chunk->live) {
		mnb_interval_late(&chunk->interval, cur_seq, dev);
		mnb_callback_exit(dev, &inv);
		return true;
	}
	mnb_interval_begin(dev, notifier, range, cur_seq, &inv);
	mnb_chunk_update_kept(chunks, chunk, range, &inv);
	dropped = mnb_chunk_drop_if_empty(chunks, chunk, &chunk_ops);
	mnb_callback_exit(dev, &inv);
	if (dropped)
		mnb_chunks_remove(chunks);
	return true;
}

static const struct mmu_interval_notifier_ops notifier_ops = {
	.invalidate = invalidate,
};

static const struct mnb_chunk_ops chunk_ops = {
	.size = sizeof(struct mnb_chunk),
	.notifier_ops = &notifier_ops,
	.new_size = new_size,
	.find = find,
	.first = first,
	.link = link,
	.unlink = unlink,
	.empty = empty,
};

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	return mnb_chunk_fault_begin(session, fault, &chunk_ops);
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	mnb_chunk_fault_end(session, fault, &chunk_ops);
}

static int attach(struct mnb_session *session)
{
	struct levels *levels = session->state;

	mnb_chunks_init(session, &chunk_ops);
	levels->level =
		(ilog2(session->config.chunk_size) - PAGE_SHIFT) / MNB_PT_BITS -
		1;
	return 0;
}

static void detach(struct mnb_session *session)
{
	mnb_chunks_detach(session, &chunk_ops);
}

const struct mnb_mode mnb_mode_level = {
	.info = &level_info,
	.state_size = sizeof(struct levels),
	.attach = attach,
	.detach = detach,
	.settle = mnb_chunks_settle,
	.fault_begin = fault_begin,
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
	.fault_end = fault_end,
};
