// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode twopass: mode chunked with callbacks of two passes. For one range the mm
 * first calls the start of every chunk, which sends the invalidation, and then
 * the finish of every chunk, which waits for it. So the device works on all of
 * them at the same time.
 *
 * The wait is in no lock of the driver, so wait_in cannot be inside.
 *
 * What the second pass needs is part of the chunk. If another range uses it,
 * the first pass waits itself, as xe does. The second pass comes before the end
 * of the range, and mmu_interval_notifier_remove() waits for that end, so a
 * chunk lasts until its second pass is over.
 */
#include "callback.h"
#include "chunk_tree.h"
#include "compat.h"
#include "interval.h"
#include "mode.h"
#include "session.h"

MNBENCH_MODE(twopass, "twopass", MODE_COVERS_CHUNKS,
	     MODE_FILTERS | MODE_KEEPS | MODE_SOME_KERNELS | MODE_TWO_PASS,
	     "chunked, but all chunks of a range are invalidated before the "
	     "first is waited for",
	     "xe userptr");

#ifndef MNB_HAS_TWO_PASS
MNBENCH_MODE_UNSUPPORTED(twopass, "twopass", "needs Linux 7.1 or newer");
#else

/* The chunk of this mode. */
struct twopass {
	struct mnb_chunk chunk;
	struct mmu_interval_notifier_finish finish;
	/* For the second pass, while busy. */
	struct mnb_invalidation inv;
	bool dropped;
	bool busy; /* set under the device lock */
};
MNB_ASSERT_BOOKKEEPING(struct twopass);

static const struct mnb_chunk_ops chunk_ops;

/* Under the device lock: leave the wait to the second pass, if it is free. */
static bool defer(struct twopass *twopass, const struct mnb_invalidation *inv,
		  bool dropped)
{
	if (inv->done_ns <= MNB_NOTHING_SENT)
		return false;
	/* Pairs with invalidate_finish(). */
	if (smp_load_acquire(&twopass->busy))
		return false;
	twopass->inv = *inv;
	twopass->dropped = dropped;
	twopass->busy = true;
	return true;
}

static bool invalidate_start(struct mmu_interval_notifier *notifier,
			     const struct mmu_notifier_range *range,
			     unsigned long cur_seq,
			     struct mmu_interval_notifier_finish **finish)
{
	struct mnb_chunk *chunk = mnb_chunk_of(notifier);
	struct twopass *twopass = container_of(chunk, struct twopass, chunk);
	struct mnb_chunks *chunks = mnb_chunks_of(chunk);
	struct mnb_device *dev = &chunk->interval.session->device;
	struct mnb_invalidation inv;
	bool dropped, deferred;

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
	deferred = defer(twopass, &inv, dropped);
	if (deferred) {
		*finish = &twopass->finish;
		inv.done_ns = MNB_NOTHING_SENT;
	}
	mnb_callback_exit(dev, &inv);
	if (dropped && !deferred)
		mnb_chunks_remove(chunks);
	return true;
}

static void invalidate_finish(struct mmu_interval_notifier_finish *finish)
{
	struct twopass *twopass = container_of(finish, struct twopass, finish);
	struct mnb_chunks *chunks = mnb_chunks_of(&twopass->chunk);
	struct mnb_invalidation inv = twopass->inv;
	bool dropped = twopass->dropped;

	/* Another range may have its second pass now. */
	smp_store_release(&twopass->busy, false);
	mnb_callback_wait(&chunks->session->device, &inv, true);
	if (dropped)
		mnb_chunks_remove(chunks);
}

static const struct mmu_interval_notifier_ops notifier_ops = {
	.invalidate_start = invalidate_start,
	.invalidate_finish = invalidate_finish,
};

static const struct mnb_chunk_ops chunk_ops = {
	.size = sizeof(struct twopass),
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

const struct mnb_mode mnb_mode_twopass = {
	.info = &twopass_info,
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
#endif
