// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode chunked: the address space in chunks of one size. A chunk's notifier is
 * inserted when its first page is mapped on the device, and removed after its
 * last page has gone; chunk.h has the life of a chunk.
 */
#include "callback.h"
#include "chunk_tree.h"
#include "interval.h"
#include "mode.h"
#include "session.h"

MNBENCH_MODE(chunked, "chunked", MODE_COVERS_CHUNKS, MODE_FILTERS | MODE_KEEPS,
	     "the address space in chunks, each with an interval notifier "
	     "while it holds device pages",
	     "mlx5 implicit ODP (1 GiB), drm_gpusvm and xe (512 MiB), NVIDIA "
	     "UVM HMM (2 MiB)");

/* struct mnb_chunk.pages counts them. */
static_assert(MNBENCH_CHUNK_SIZE_MAX >> PAGE_SHIFT <= U32_MAX);

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
	chunk->pages -= inv.pages;
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
	.new_size = mnb_chunk_tree_new_size,
	.find = mnb_chunk_tree_find,
	.first = mnb_chunk_tree_first,
	.link = mnb_chunk_tree_link,
	.unlink = mnb_chunk_tree_unlink,
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
	mnb_chunks_init(session, &chunk_ops);
	return 0;
}

static void detach(struct mnb_session *session)
{
	mnb_chunks_detach(session, &chunk_ops);
}

const struct mnb_mode mnb_mode_chunked = {
	.info = &chunked_info,
	.state_size = sizeof(struct mnb_chunk_tree),
	.attach = attach,
	.detach = detach,
	.settle = mnb_chunks_settle,
	.fault_begin = fault_begin,
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
	.mapped = mnb_chunk_tree_mapped,
	.fault_end = fault_end,
};
