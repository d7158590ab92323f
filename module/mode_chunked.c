// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a chunk: a fault finds no chunk for its address, makes one and
 * inserts its notifier before anybody else can find it; faults that use it
 * count as its users; the callback or the last user that leaves it without a
 * page takes it out of the tree of chunks, and a work item removes its
 * notifier, which waits for the callbacks that still run, and frees it. A later
 * fault makes a new one.
 */
#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/sched.h>

#include "interval.h"
#include "mode.h"
#include "planted.h"
#include "removal.h"
#include "session.h"

MNBENCH_MODE(chunked, "chunked", MODE_COVERS_CHUNKS, MODE_FILTERS | MODE_KEEPS,
	     "the address space in chunks, each with an interval notifier "
	     "while it holds device pages",
	     "mlx5 implicit ODP (1 GiB), drm_gpusvm and xe (512 MiB), NVIDIA "
	     "UVM HMM (2 MiB)");

/* No larger than need be: as the kernel's notifier is now, 128 bytes, one slab's. */
struct chunk {
	struct mnb_interval interval;
	union {
		struct rb_node node;    /* in chunked.tree */
		struct llist_node dead; /* in chunked.removal */
	};
	/* Under the device lock: */
	u32 pages;      /* device pages in it */
	u32 users : 31; /* faults that use it */
	u32 live : 1;   /* it is in the tree */
};
MNB_ASSERT_BOOKKEEPING(struct chunk);
static_assert(MNBENCH_CHUNK_SIZE_MAX >> PAGE_SHIFT <= U32_MAX);

struct chunked {
	struct mnb_session *session;
	struct rb_root tree;      /* by address, under the device lock */
	struct mutex insert_lock; /* one fault at a time makes a chunk */
	struct mnb_removal removal;
};

static unsigned long chunk_start(const struct chunk *chunk)
{
	return chunk->interval.notifier.interval_tree.start;
}

/* Under the device lock. */
static struct chunk *chunk_find(struct chunked *chunked, unsigned long start)
{
	struct rb_node *node = chunked->tree.rb_node;

	while (node) {
		struct chunk *chunk = rb_entry(node, struct chunk, node);

		if (start == chunk_start(chunk))
			return chunk;
		node = start < chunk_start(chunk) ? node->rb_left
						  : node->rb_right;
	}
	return NULL;
}

static bool chunk_less(struct rb_node *a, const struct rb_node *b)
{
	return chunk_start(rb_entry(a, struct chunk, node)) <
	       chunk_start(rb_entry(b, struct chunk, node));
}

/* Under the device lock: no fault finds it from now on. */
static void chunk_leaves(struct chunked *chunked, struct chunk *chunk)
{
	chunk->live = false;
	rb_erase(&chunk->node, &chunked->tree);
}

/*
 * Under the device lock. Returns whether the caller then must start the removal. A
 * callback lets go of the lock while it takes much away: then detach may have come
 * first.
 */
static bool chunk_drop_if_empty(struct chunked *chunked, struct chunk *chunk)
{
	if (!chunk->live || chunk->pages > planted("chunk-early") ||
	    chunk->users ||
	    chunked->session->config.removal == MNBENCH_REMOVAL_KEEP)
		return false;
	chunk_leaves(chunked, chunk);
	mnb_removal_add(&chunked->removal, &chunk->dead);
	return true;
}

static void chunk_destroy(struct chunk *chunk)
{
	mnb_interval_destroy(&chunk->interval, sizeof(*chunk));
}

static void chunk_destroy_dead(struct llist_node *dead)
{
	chunk_destroy(llist_entry(dead, struct chunk, dead));
}

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	struct chunk *chunk =
		container_of(notifier, struct chunk, interval.notifier);
	struct chunked *chunked = chunk->interval.session->state;
	struct mnb_device *dev = &chunk->interval.session->device;
	struct mnb_invalidation inv;
	bool drop;

	spin_lock(&dev->lock);
	if (!chunk->live) {
		/* What is mapped here now belongs to the chunk's successor. */
		mnb_interval_late(&chunk->interval, cur_seq, dev);
		spin_unlock(&dev->lock);
		return true;
	}
	mnb_interval_begin(dev, notifier, range, cur_seq, &inv);
	chunk->pages -= inv.pages;
	drop = chunk_drop_if_empty(chunked, chunk);
	spin_unlock(&dev->lock);

	mnb_device_finish(dev, &inv);
	/* As mlx5: not before the device has let go. */
	if (drop)
		mnb_removal_start(&chunked->removal);
	return true;
}

static const struct mmu_interval_notifier_ops chunk_ops = {
	.invalidate = invalidate,
};

static struct chunk *chunk_get(struct chunked *chunked, unsigned long start)
{
	struct mnb_device *dev = &chunked->session->device;
	struct chunk *chunk;

	spin_lock(&dev->lock);
	chunk = chunk_find(chunked, start);
	if (chunk)
		chunk->users++;
	spin_unlock(&dev->lock);
	return chunk;
}

static struct chunk *chunk_create(struct chunked *chunked, unsigned long start)
{
	struct mnb_session *session = chunked->session;
	struct chunk *chunk =
		mnb_interval_create(session, start, session->config.chunk_size,
				    &chunk_ops, sizeof(*chunk));

	if (IS_ERR(chunk))
		return chunk;
	spin_lock(&session->device.lock);
	chunk->users = 1;
	chunk->live = true;
	rb_add(&chunk->node, &chunked->tree, chunk_less);
	spin_unlock(&session->device.lock);
	return chunk;
}

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct chunked *chunked = session->state;
	unsigned long size = session->config.chunk_size;
	unsigned long start = fault->start & ~(size - 1);
	struct chunk *chunk = chunk_get(chunked, start);

	if (!chunk) {
		mutex_lock(&chunked->insert_lock);
		chunk = chunk_get(chunked, start);
		if (!chunk)
			chunk = chunk_create(chunked, start);
		mutex_unlock(&chunked->insert_lock);
		if (IS_ERR(chunk))
			return PTR_ERR(chunk);
	}
	fault->end = min(fault->end, start + size);
	fault->notifier = &chunk->interval.notifier;
	fault->private = chunk;
	return 0;
}

static void mapped(struct mnb_session *session, struct mnb_fault *fault,
		   unsigned long pages)
{
	struct chunk *chunk = fault->private;

	chunk->pages += pages;
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	struct chunked *chunked = session->state;
	struct chunk *chunk = fault->private;
	bool drop;

	spin_lock(&session->device.lock);
	chunk->users--;
	drop = chunk_drop_if_empty(chunked, chunk);
	spin_unlock(&session->device.lock);
	if (drop)
		mnb_removal_start(&chunked->removal);
}

static int attach(struct mnb_session *session)
{
	struct chunked *chunked = session->state;

	chunked->session = session;
	chunked->tree = RB_ROOT;
	mutex_init(&chunked->insert_lock);
	mnb_removal_init(&chunked->removal, chunk_destroy_dead);
	return 0;
}

static void settle(struct mnb_session *session)
{
	struct chunked *chunked = session->state;

	mnb_removal_wait(&chunked->removal);
}

/* Under the device lock: the chunk belongs to the caller, as one removed. */
static struct chunk *chunk_take_first(struct chunked *chunked)
{
	struct rb_node *node = rb_first(&chunked->tree);
	struct chunk *chunk;

	if (!node)
		return NULL;
	chunk = rb_entry(node, struct chunk, node);
	chunk_leaves(chunked, chunk);
	return chunk;
}

static void detach(struct mnb_session *session)
{
	struct chunked *chunked = session->state;
	struct mnb_device *dev = &session->device;
	struct chunk *chunk;

	/* No fault runs, but callbacks still do. */
	for (;;) {
		spin_lock(&dev->lock);
		chunk = chunk_take_first(chunked);
		spin_unlock(&dev->lock);
		if (!chunk)
			break;
		chunk_destroy(chunk);
		cond_resched();
	}
	mnb_removal_end(&chunked->removal);
}

const struct mnb_mode mnb_mode_chunked = {
	.info = &chunked_info,
	.state_size = sizeof(struct chunked),
	.attach = attach,
	.detach = detach,
	.settle = settle,
	.fault_begin = fault_begin,
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
	.mapped = mapped,
	.fault_end = fault_end,
};
