/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The life of a chunk, which the modes chunked, level and adaptive share.
 *
 * A chunk is an interval notifier for an aligned power of two of address space.
 * It is live while faults can find it:
 *
 * - A fault that finds no chunk for its address creates one. The notifier is
 *   inserted before the chunk becomes live.
 * - Each fault that uses the chunk counts as a user and keeps it live.
 * - The callback or the last user that finds the chunk empty drops it, unless
 *   the removal policy keeps it. From then on no fault finds it. A work item or
 *   the next command removes the notifier, which waits for the callbacks that
 *   still run, and frees the chunk.
 * - A later fault may create a successor at the same place. Callbacks of a
 *   dropped chunk must therefore leave the device page table alone: the pages
 *   there belong to the successor.
 *
 * struct mnb_chunk_ops is what differs between modes. Functions that take @ops
 * are inlined into the mode, which passes a constant, so that what is timed
 * contains no indirect call with the default policies.
 */
#ifndef MNB_CHUNK_H
#define MNB_CHUNK_H

#include <linux/err.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "interval.h"
#include "mode.h"
#include "session.h"

/*
 * A mode's structure for a chunk begins with this. Sized to fit kmalloc-128
 * with today's struct mmu_interval_notifier.
 */
struct mnb_chunk {
	struct mnb_interval interval;
	union {
		struct rb_node node;         /* live: in a mnb_chunk_tree */
		struct mnb_pt_node *pt_node; /* live: its owner is the chunk */
		struct list_head list;       /* not live: for the mode's use */
		struct llist_node dead;      /* dropped: in mnb_chunks.dead */
	};
	/* Under the device lock: */
	u32 pages;      /* device pages in it, or 0 if ops->empty is there */
	u32 users : 30; /* faults that use it */
	u32 kept : 1;   /* it stays though it is empty */
	u32 live : 1;
};
MNB_ASSERT_BOOKKEEPING(struct mnb_chunk);

struct mnb_chunks;

/*
 * What becomes of an empty chunk. One for each enum mnbench_removal; with none
 * of these a work item removes it.
 */
struct mnb_removal {
	bool keeps; /* it stays from its first fault on */
	/*
	 * Under the device lock, in a callback that took pages away: set
	 * chunk->kept.
	 */
	void (*update_kept)(struct mnb_chunk *chunk,
			    const struct mmu_notifier_range *range,
			    const struct mnb_invalidation *inv);
	/*
	 * Of the session, instead of the work item: removes what is dead. May
	 * sleep.
	 */
	void (*before_command)(struct mnb_session *session);
};

extern const struct mnb_removal mnb_removals[MNBENCH_REMOVAL_SYNC + 1];

/* The chunks of a session. The mode's state begins with this. */
struct mnb_chunks {
	struct mnb_session *session;
	const struct mnb_chunk_ops *ops;
	/*
	 * Held to create chunks. Taken before mmap_lock; no callback takes it.
	 */
	struct mutex insert_lock;
	struct llist_head dead; /* dropped and not yet destroyed */
	struct mnb_removal removal;
	struct work_struct work;    /* removes what is dead */
	struct llist_head removers; /* which it has made; none goes */
};

struct mnb_chunk_ops {
	size_t size; /* of the mode's structure for a chunk */
	const struct mmu_interval_notifier_ops *notifier_ops;

	/*
	 * Under insert_lock: the size of a new chunk that contains @addr and
	 * meets no live one. Bytes, a power of two.
	 */
	unsigned long (*new_size)(struct mnb_chunks *chunks,
				  unsigned long addr);

	/* The index of live chunks, all under the device lock. */

	/* The live chunk that a fault at @addr may use, or NULL. */
	struct mnb_chunk *(*find)(struct mnb_chunks *chunks,
				  unsigned long addr);
	/* The first live chunk, or NULL. */
	struct mnb_chunk *(*first)(struct mnb_chunks *chunks);
	/* Returns false and does nothing if @stash holds too few nodes. */
	bool (*link)(struct mnb_chunks *chunks, struct mnb_chunk *chunk,
		     struct mnb_pt_stash *stash);
	void (*unlink)(struct mnb_chunks *chunks, struct mnb_chunk *chunk);

	/*
	 * Under the device lock: whether a live chunk without users may be
	 * dropped. NULL: when its pages are 0.
	 */
	bool (*empty)(struct mnb_chunks *chunks, struct mnb_chunk *chunk);
	/* Under the device lock: the last user has left. May be NULL. */
	void (*unused)(struct mnb_chunks *chunks, struct mnb_chunk *chunk);
};

static inline struct mnb_chunk *
mnb_chunk_of(struct mmu_interval_notifier *notifier)
{
	return container_of(notifier, struct mnb_chunk, interval.notifier);
}

static inline struct mnb_chunks *mnb_chunks_of(const struct mnb_chunk *chunk)
{
	return chunk->interval.session->state;
}

static inline unsigned long mnb_chunk_start(const struct mnb_chunk *chunk)
{
	return chunk->interval.notifier.interval_tree.start;
}

/* Inclusive. */
static inline unsigned long mnb_chunk_last(const struct mnb_chunk *chunk)
{
	return chunk->interval.notifier.interval_tree.last;
}

static inline unsigned long mnb_chunk_size(const struct mnb_chunk *chunk)
{
	return mnb_chunk_last(chunk) - mnb_chunk_start(chunk) + 1;
}

/* Called first by struct mnb_mode.attach. */
void mnb_chunks_init(struct mnb_session *session,
		     const struct mnb_chunk_ops *ops);

/* struct mnb_mode.settle */
int mnb_chunks_settle(struct mnb_session *session);

/*
 * Wait for a work item that is queued or runs. -EINTR when a fatal signal came
 * first. @timer: of delayed work, which is not waited for while its timer runs;
 * else NULL.
 */
int mnb_flush_killable(struct work_struct *work,
		       const struct timer_list *timer);

/*
 * Insert a chunk that is not live yet. May sleep. Callbacks come before this
 * returns. ERR_PTR() on failure.
 */
static inline struct mnb_chunk *
mnb_chunk_insert(struct mnb_chunks *chunks, unsigned long start,
		 unsigned long size, const struct mnb_chunk_ops *ops)
{
	return mnb_interval_create(chunks->session, start, size,
				   ops->notifier_ops, ops->size);
}

/* Remove a chunk that is not live, and free it. May sleep. */
static inline void mnb_chunk_destroy(struct mnb_chunk *chunk,
				     const struct mnb_chunk_ops *ops)
{
	mnb_interval_destroy(&chunk->interval, ops->size);
}

/* Remove the chunks that were dropped. May sleep, and ignores signals. */
void mnb_chunks_remove_dead(struct mnb_session *session);

/* Remove all dropped chunks when no more can be dropped except by callbacks. */
void mnb_chunks_end_removal(struct mnb_chunks *chunks);

/*
 * Under the device lock: drop the chunk if it is live, empty and unused. If
 * this returns true the caller must call mnb_chunks_remove() when it has
 * unlocked. A callback drops the lock while it takes many pages away; detach or
 * another callback may then have dropped the chunk first.
 */
static __always_inline bool
mnb_chunk_drop_if_empty(struct mnb_chunks *chunks, struct mnb_chunk *chunk,
			const struct mnb_chunk_ops *ops)
{
	/* The compiler makes one comparison of the first four. */
	if (!chunk->live || chunk->pages || chunk->users || chunk->kept ||
	    (ops->empty && !ops->empty(chunks, chunk)))
		return false;
	chunk->live = false;
	ops->unlink(chunks, chunk);
	llist_add(&chunk->dead, &chunks->dead);
	return true;
}

/* Under the device lock, in a callback that took pages away. */
static __always_inline void
mnb_chunk_update_kept(struct mnb_chunks *chunks, struct mnb_chunk *chunk,
		      const struct mmu_notifier_range *range,
		      const struct mnb_invalidation *inv)
{
	if (chunks->removal.update_kept)
		chunks->removal.update_kept(chunk, range, inv);
}

/*
 * Start the removal of what was dropped. A callback calls this last, when the
 * device has completed the invalidation, as mlx5 does.
 *
 * The queue is the kernel's. What a queue of our own allocates would share a
 * slab with the nodes of VMA trees, and a module that nobody uses must not
 * change what is measured. Detaching waits for all work of a session, so none
 * is left when the module is unloaded.
 */
static inline void mnb_chunks_remove(struct mnb_chunks *chunks)
{
	if (!chunks->session->before_command)
		queue_work(mnb_unbound_queue, &chunks->work);
}

static __always_inline struct mnb_chunk *
mnb_chunk_get(struct mnb_chunks *chunks, unsigned long addr,
	      const struct mnb_chunk_ops *ops)
{
	struct mnb_device *dev = &chunks->session->device;
	struct mnb_chunk *chunk;

	spin_lock(&dev->lock);
	chunk = ops->find(chunks, addr);
	if (chunk)
		chunk->users++;
	spin_unlock(&dev->lock);
	return chunk;
}

/* The chunk becomes live and has one user. May sleep. */
static __always_inline int mnb_chunk_publish(struct mnb_chunks *chunks,
					     struct mnb_chunk *chunk,
					     struct mnb_pt_stash *stash,
					     const struct mnb_chunk_ops *ops)
{
	struct mnb_device *dev = &chunks->session->device;
	bool linked;
	int ret;

	for (;;) {
		spin_lock(&dev->lock);
		linked = ops->link(chunks, chunk, stash);
		if (linked) {
			chunk->users = 1;
			chunk->kept = chunks->removal.keeps;
			chunk->live = true;
		}
		spin_unlock(&dev->lock);
		if (linked)
			return 0;
		ret = mnb_pt_stash_fill(stash);
		if (ret)
			return ret;
	}
}

/* Under insert_lock. */
static __always_inline struct mnb_chunk *
mnb_chunk_create(struct mnb_chunks *chunks, unsigned long addr,
		 struct mnb_pt_stash *stash, const struct mnb_chunk_ops *ops)
{
	unsigned long size = ops->new_size(chunks, addr);
	unsigned long start = addr & ~(size - 1);
	struct mnb_chunk *chunk;
	int ret;

	chunk = mnb_chunk_insert(chunks, start, size, ops);
	if (IS_ERR(chunk))
		return chunk;
	ret = mnb_chunk_publish(chunks, chunk, stash, ops);
	if (!ret)
		return chunk;
	mnb_chunk_destroy(chunk, ops);
	return ERR_PTR(ret);
}

/* struct mnb_mode.fault_begin */
static __always_inline int
mnb_chunk_fault_begin(struct mnb_session *session, struct mnb_fault *fault,
		      const struct mnb_chunk_ops *ops)
{
	struct mnb_chunks *chunks = session->state;
	struct mnb_chunk *chunk = mnb_chunk_get(chunks, fault->start, ops);

	if (!chunk) {
		if (mutex_lock_killable(&chunks->insert_lock))
			return -EINTR;
		/* Another fault may have been faster. */
		chunk = mnb_chunk_get(chunks, fault->start, ops);
		if (!chunk)
			chunk = mnb_chunk_create(chunks, fault->start,
						 fault->stash, ops);
		mutex_unlock(&chunks->insert_lock);
		if (IS_ERR(chunk))
			return PTR_ERR(chunk);
	}
	fault->end = min(fault->end, mnb_chunk_last(chunk) + 1);
	fault->notifier = &chunk->interval.notifier;
	fault->private = chunk;
	return 0;
}

/* struct mnb_mode.fault_end */
static __always_inline void mnb_chunk_fault_end(struct mnb_session *session,
						struct mnb_fault *fault,
						const struct mnb_chunk_ops *ops)
{
	struct mnb_chunks *chunks = session->state;
	struct mnb_chunk *chunk = fault->private;
	bool dropped;

	spin_lock(&session->device.lock);
	chunk->users--;
	if (ops->unused && !chunk->users)
		ops->unused(chunks, chunk);
	dropped = mnb_chunk_drop_if_empty(chunks, chunk, ops);
	spin_unlock(&session->device.lock);
	if (dropped)
		mnb_chunks_remove(chunks);
}

/* As a user, so that no callback drops it. */
static __always_inline struct mnb_chunk *
mnb_chunk_get_first(struct mnb_chunks *chunks, const struct mnb_chunk_ops *ops)
{
	struct mnb_device *dev = &chunks->session->device;
	struct mnb_chunk *chunk;

	spin_lock(&dev->lock);
	chunk = ops->first(chunks);
	if (chunk)
		chunk->users++;
	spin_unlock(&dev->lock);
	return chunk;
}

/*
 * No fault runs. The device loses its pages while the notifier is still there:
 * afterwards nobody would tell it about changes.
 */
static __always_inline void mnb_chunk_detach(struct mnb_chunks *chunks,
					     struct mnb_chunk *chunk,
					     const struct mnb_chunk_ops *ops)
{
	struct mnb_device *dev = &chunks->session->device;

	mnb_device_drop(dev, mnb_chunk_start(chunk), mnb_chunk_last(chunk));
	spin_lock(&dev->lock);
	chunk->live = false;
	ops->unlink(chunks, chunk);
	spin_unlock(&dev->lock);
	mnb_chunk_destroy(chunk, ops);
}

/* Called last by struct mnb_mode.detach. */
static __always_inline void mnb_chunks_detach(struct mnb_session *session,
					      const struct mnb_chunk_ops *ops)
{
	struct mnb_chunks *chunks = session->state;
	struct mnb_chunk *chunk;

	/* No fault runs, but callbacks still do. */
	while ((chunk = mnb_chunk_get_first(chunks, ops))) {
		mnb_chunk_detach(chunks, chunk, ops);
		cond_resched();
	}
	mnb_chunks_end_removal(chunks);
}

#endif
