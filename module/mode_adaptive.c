// SPDX-License-Identifier: GPL-2.0-only
/*
 * As mode chunked, but chunks are of different sizes: one that is hit in vain is
 * replaced by smaller ones that leave out the place of the hits, and those by
 * large ones again when the place was quiet (cut.h says which chunks there are
 * to be, adaptive_policy.h when). A callback only asks for that; a work item does
 * it, without taking a page from the device. docs/adaptive.md has the policy.
 *
 * The states of a chunk, changed under the device lock:
 *
 *	NEW	 inserted, in nobody's hands but the work item's
 *	LIVE	 in the tree of chunks, where faults find and use it
 *	REPLACED its pages are those of other chunks; its removal follows
 *	DROPPED	 it was empty; its removal follows
 *
 * Why the device never has a stale page:
 *
 * (1) Every page of the device lies in a LIVE chunk. A page is entered by a fault
 *     that uses a LIVE chunk around it, and a chunk that is used stays LIVE. A
 *     chunk is DROPPED only when it has no page, and REPLACED only in the same
 *     breath in which NEW chunks become LIVE around all its pages: the work item
 *     has looked for them when no fault used the chunk, and none could begin to.
 * (2) The mm calls a chunk for each range that meets it and begins between its
 *     insertion and its removal. A NEW chunk becomes LIVE after it was inserted,
 *     and a LIVE one is REPLACED before its removal begins, which waits for the
 *     callbacks of all ranges that know of it. So a range calls all chunks that
 *     are LIVE round a page of its at any time between its start and its end,
 *     but those inserted after its start, and then what they replaced.
 * (3) Every callback raises the chunk's sequence number, and those of LIVE and
 *     REPLACED chunks take away what the device has in the range and the chunk.
 *     A page that was there when the range began lies in a chunk that the range
 *     calls while it is LIVE or REPLACED, even if a NEW one is called before it
 *     takes over: the one that it replaces is inserted as long as it is NEW. It
 *     is DROPPED instead only when the page has gone.
 * (4) No fault enters a page that it read before the range's end: the mm gives a
 *     chunk that is inserted while a range is under way a sequence number that
 *     mmu_interval_read_begin() waits on until the range is over; and a chunk that
 *     was there before is called, so that the number tells, or the page that came
 *     before is taken away as in (3).
 *
 * insert_lock is held where chunks are made and replaced. No callback takes it, and
 * whoever holds it waits for no fault longer than DRAIN_MS, as a fault may wait
 * for user space.
 */
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/math.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/timekeeping.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "chunk_tree.h"
#include "cut.h"
#include "interval.h"
#include "mode.h"
#include "session.h"

MNBENCH_MODE(adaptive, "adaptive", MODE_COVERS_ADAPTIVE, MODE_FILTERS,
	     "chunks that are split where they are hit in vain, and merged "
	     "when it is quiet there",
	     "nobody yet");

/* How long new faults are kept from chunks that are to be replaced. */
#define DRAIN_MS 20
/* When a replacement that could not be made is tried again. */
#define RETRY_MS 100

struct chunk {
	struct mnb_chunk base; /* base.list: NEW, REPLACED; the work item's */
	/* Under the device lock: */
	bool replaced;
	bool closed;       /* to more users: it is to be replaced */
	unsigned int vain; /* hits in vain since */
	u64 vain_since_ns;
	unsigned long taken_start, taken_end; /* the last hit that was not */
};
MNB_ASSERT_BOOKKEEPING(struct chunk);
static_assert(ADAPTIVE_CHUNK_MIN % PAGE_SIZE == 0,
	      "a chunk has whole pages, of at most 64 KiB");

struct adaptive {
	struct mnb_chunk_tree tree;

	/* Under tree.chunks.insert_lock: */
	struct mnb_cut cut;
	bool detaching;

	struct delayed_work cutting;
	wait_queue_head_t idle; /* a closed chunk has lost its last user */

	/* Under the device lock: */
	unsigned long wish_start, wish_end; /* a place to cut out; 0, 0: none */
	unsigned int places;                /* taken in cut */
	unsigned int splits;                /* wishes in this second */
	u64 second_ns;                      /* its start */
};

static struct adaptive *adaptive_of(struct mnb_chunks *chunks)
{
	return container_of(chunks, struct adaptive, tree.chunks);
}

static struct mnb_session *session_of(const struct adaptive *adaptive)
{
	return adaptive->tree.chunks.session;
}

static struct chunk *chunk_of(struct mnb_chunk *chunk)
{
	return chunk ? container_of(chunk, struct chunk, base) : NULL;
}

static struct chunk *chunk_of_node(struct rb_node *node)
{
	return rb_entry_safe(node, struct chunk, base.node);
}

static unsigned long chunk_start(const struct chunk *chunk)
{
	return mnb_chunk_start(&chunk->base);
}

static unsigned long chunk_last(const struct chunk *chunk)
{
	return mnb_chunk_last(&chunk->base);
}

static unsigned long chunk_size(const struct chunk *chunk)
{
	return mnb_chunk_size(&chunk->base);
}

/* Under the device lock: the first LIVE chunk that ends at @addr or above. */
static struct chunk *chunk_from(struct adaptive *adaptive, unsigned long addr)
{
	return chunk_of(mnb_chunk_tree_next(&adaptive->tree.chunks, addr));
}

/* Those that meet the range; the current one may leave the tree. */
#define for_each_chunk(adaptive, chunk, next, start, last)             \
	for (chunk = chunk_from(adaptive, start);                      \
	     chunk && chunk_start(chunk) <= (last) &&                  \
	     (next = chunk_of_node(rb_next(&chunk->base.node)), true); \
	     chunk = next)

/* Under the device lock: whether the device has a page in the range. */
static bool holds_pages(const struct adaptive *adaptive, unsigned long start,
			unsigned long last)
{
	return mnb_pt_next(&session_of(adaptive)->device.pt,
			   start >> PAGE_SHIFT,
			   last >> PAGE_SHIFT) != MNB_PT_NONE;
}

static bool empty(struct mnb_chunks *chunks, struct mnb_chunk *base)
{
	struct chunk *chunk = chunk_of(base);

	return !chunk->closed &&
	       !holds_pages(adaptive_of(chunks), chunk_start(chunk),
			    chunk_last(chunk));
}

/* Under the device lock: whether the session may split once more now. */
static bool may_split(struct adaptive *adaptive, u64 now_ns)
{
	if (adaptive->wish_end || adaptive->places >= ADAPTIVE_PLACES)
		return false;
	if (now_ns - adaptive->second_ns >= NSEC_PER_SEC) {
		adaptive->second_ns = now_ns;
		adaptive->splits = 0;
	}
	if (adaptive->splits >= ADAPTIVE_SPLITS_PER_SECOND)
		return false;
	adaptive->splits++;
	return true;
}

/*
 * Under the device lock: whether the device had pages there a moment ago, and the
 * filter keeps the hit from it. In a chunk of their own, which goes and comes with
 * them, such pages would cost more than these hits.
 */
static bool had_pages(const struct chunk *chunk,
		      const struct mmu_notifier_range *range)
{
	return chunk->base.interval.session->device.filter &&
	       range->start < chunk->taken_end &&
	       range->end > chunk->taken_start;
}

/*
 * Under the device lock, for a callback that found nothing: whether it wishes
 * that its place be cut out of the chunk.
 */
static bool hit_in_vain(struct adaptive *adaptive, struct chunk *chunk,
			const struct mmu_notifier_range *range)
{
	unsigned long start, end;
	u64 now_ns;

	if (chunk_size(chunk) <= ADAPTIVE_CHUNK_MIN || chunk->closed)
		return false;
	if (!chunk->vain++) {
		chunk->vain_since_ns = ktime_get_mono_fast_ns();
		return false;
	}
	if (chunk->vain < ADAPTIVE_HITS)
		return false;
	chunk->vain = 0;
	now_ns = ktime_get_mono_fast_ns();
	if (now_ns - chunk->vain_since_ns > ADAPTIVE_WINDOW_NS ||
	    had_pages(chunk, range))
		return false;

	start = max(round_down(range->start, ADAPTIVE_CHUNK_MIN),
		    chunk_start(chunk));
	end = min(round_up(range->end, ADAPTIVE_CHUNK_MIN) - 1,
		  chunk_last(chunk)) +
	      1;
	if (end - start == chunk_size(chunk))
		return false;
	/* Chunks that hold these pages would be hit all the same. */
	if (holds_pages(adaptive, start, end - 1))
		return false;
	if (!may_split(adaptive, now_ns))
		return false;
	adaptive->wish_start = start;
	adaptive->wish_end = end;
	return true;
}

/* Under the device lock: whether a callback has something to take away. */
static bool takes_part(struct adaptive *adaptive, const struct chunk *chunk,
		       const struct mmu_notifier_range *range)
{
	if (chunk->base.live)
		return true;
	/* These pages are other chunks', but perhaps the range knows only this.
	 */
	return chunk->replaced &&
	       holds_pages(adaptive, max(range->start, chunk_start(chunk)),
			   min(range->end - 1, chunk_last(chunk)));
}

static const struct mnb_chunk_ops chunk_ops;

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	struct chunk *chunk = chunk_of(mnb_chunk_of(notifier));
	struct adaptive *adaptive = chunk->base.interval.session->state;
	struct mnb_device *dev = &chunk->base.interval.session->device;
	struct mnb_invalidation inv;
	bool dropped = false, cut = false;

	spin_lock(&dev->lock);
	if (!takes_part(adaptive, chunk, range)) {
		mnb_interval_late(&chunk->base.interval, cur_seq, dev);
		spin_unlock(&dev->lock);
		return true;
	}
	mnb_interval_begin(dev, notifier, range, cur_seq, &inv);
	if (inv.pages) {
		chunk->taken_start = range->start;
		chunk->taken_end = range->end;
		dropped = mnb_chunk_drop_if_empty(&adaptive->tree.chunks,
						  &chunk->base, &chunk_ops);
	} else if (chunk->base.live) {
		cut = hit_in_vain(adaptive, chunk, range);
	}
	spin_unlock(&dev->lock);

	mnb_device_finish(dev, &inv);
	if (dropped)
		mnb_chunks_remove(&adaptive->tree.chunks);
	if (cut)
		mod_delayed_work(mnb_unbound_queue, &adaptive->cutting, 0);
	return true;
}

static const struct mmu_interval_notifier_ops notifier_ops = {
	.invalidate = invalidate,
};

static struct mnb_chunk *find(struct mnb_chunks *chunks, unsigned long addr)
{
	struct mnb_chunk *chunk = mnb_chunk_tree_find(chunks, addr);

	return chunk && !chunk_of(chunk)->closed ? chunk : NULL;
}

/*
 * The size of a chunk round @addr that meets no other. They all follow the same
 * cut, so the others are in the way only where they could not be replaced.
 */
static unsigned long new_size(struct mnb_chunks *chunks, unsigned long addr)
{
	struct adaptive *adaptive = adaptive_of(chunks);
	struct mnb_device *dev = &session_of(adaptive)->device;
	unsigned long size = mnb_cut_size(
		&adaptive->cut, addr, session_of(adaptive)->config.chunk_size);
	struct chunk *chunk;
	struct rb_node *node;

	spin_lock(&dev->lock);
	chunk = chunk_from(adaptive, addr);
	if (chunk)
		size = mnb_cut_between(addr, chunk_start(chunk), size);
	node = chunk ? rb_prev(&chunk->base.node)
		     : rb_last(&adaptive->tree.root);
	if (node)
		size = mnb_cut_between(addr, chunk_last(chunk_of_node(node)),
				       size);
	spin_unlock(&dev->lock);
	return size;
}

static void unused(struct mnb_chunks *chunks, struct mnb_chunk *chunk)
{
	if (chunk_of(chunk)->closed)
		wake_up(&adaptive_of(chunks)->idle);
}

static const struct mnb_chunk_ops chunk_ops = {
	.size = sizeof(struct chunk),
	.notifier_ops = &notifier_ops,
	.new_size = new_size,
	.find = find,
	.first = mnb_chunk_tree_first,
	.link = mnb_chunk_tree_link,
	.unlink = mnb_chunk_tree_unlink,
	.empty = empty,
	.unused = unused,
};

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	return mnb_chunk_fault_begin(session, fault, &chunk_ops);
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	mnb_chunk_fault_end(session, fault, &chunk_ops);
}

/* A part of the address space in which chunks do not follow the cut. */
struct change {
	unsigned long start, last;
	struct list_head chunks; /* NEW, then those to be removed */
	unsigned int splits, merges;
};

/* Close the chunks that are to be replaced. Returns how many there are. */
static unsigned int close_chunks(struct adaptive *adaptive,
				 const struct change *change)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct chunk *chunk, *next;
	unsigned int count = 0;

	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last)
	{
		if (mnb_cut_size(&adaptive->cut, chunk_start(chunk),
				 session_of(adaptive)->config.chunk_size) ==
		    chunk_size(chunk))
			continue;
		chunk->closed = true;
		count++;
	}
	spin_unlock(&dev->lock);
	return count;
}

static bool closed_are_idle(struct adaptive *adaptive,
			    const struct change *change)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct chunk *chunk, *next;
	bool idle = true;

	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last)
	{
		if (chunk->closed && chunk->base.users)
			idle = false;
	}
	spin_unlock(&dev->lock);
	return idle;
}

/*
 * The next page from @addr on that needs a NEW chunk, and the chunk that has it
 * now; those that are not closed are right. Pages of closed ones can only go.
 */
static struct chunk *next_to_replace(struct adaptive *adaptive,
				     unsigned long *addr, unsigned long last)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct chunk *chunk, *found = NULL;
	unsigned long page;

	spin_lock(&dev->lock);
	while (!found && *addr <= last) {
		page = mnb_pt_next(&dev->pt, *addr >> PAGE_SHIFT,
				   last >> PAGE_SHIFT);
		if (page == MNB_PT_NONE)
			break;
		*addr = page << PAGE_SHIFT;
		chunk = chunk_from(adaptive, *addr);
		/* Not NULL: every device page lies in a LIVE chunk. */
		if (chunk->closed)
			found = chunk;
		else
			*addr = chunk_last(chunk) + 1;
	}
	spin_unlock(&dev->lock);
	return found;
}

/* Insert what is to replace the closed chunks. */
static int insert_new(struct adaptive *adaptive, struct change *change)
{
	unsigned long addr = change->start;
	struct chunk *old, *counted = NULL;

	while ((old = next_to_replace(adaptive, &addr, change->last))) {
		unsigned long size =
			mnb_cut_size(&adaptive->cut, addr,
				     session_of(adaptive)->config.chunk_size);
		struct mnb_chunk *chunk =
			mnb_chunk_insert(&adaptive->tree.chunks,
					 addr & ~(size - 1), size, &chunk_ops);

		if (IS_ERR(chunk))
			return PTR_ERR(chunk);
		list_add_tail(&chunk->list, &change->chunks);
		/* Closed chunks stay, so the pointer is good. */
		if (size > chunk_size(old))
			change->merges++;
		else if (old != counted)
			change->splits++;
		counted = old;
		addr = mnb_chunk_last(chunk) + 1;
		cond_resched();
	}
	return 0;
}

/* All at one moment: from here on the NEW chunks have the pages. */
static void replace(struct adaptive *adaptive, struct change *change)
{
	struct mnb_chunks *chunks = &adaptive->tree.chunks;
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct chunk *chunk, *next;
	LIST_HEAD(fresh);

	list_splice_init(&change->chunks, &fresh);
	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last)
	{
		if (!chunk->closed)
			continue;
		chunk->base.live = false;
		chunk->replaced = true;
		mnb_chunk_tree_unlink(chunks, &chunk->base);
		list_add(&chunk->base.list, &change->chunks);
	}
	list_for_each_entry_safe(chunk, next, &fresh, base.list) {
		chunk->base.live = true;
		mnb_chunk_tree_link(chunks, &chunk->base, NULL);
	}
	dev->counters.splits += change->splits;
	dev->counters.merges += change->merges;
	spin_unlock(&dev->lock);
}

static void reopen(struct adaptive *adaptive, const struct change *change)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct chunk *chunk, *next;

	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last)
		chunk->closed = false;
	spin_unlock(&dev->lock);
}

/*
 * Make the chunks follow the cut. Returns 0, or why that must be tried again;
 * then everything is as it was.
 */
static int follow_cut(struct adaptive *adaptive, struct change *change)
{
	int ret = 0;

	if (!close_chunks(adaptive, change))
		return 0;
	if (!wait_event_timeout(adaptive->idle,
				closed_are_idle(adaptive, change),
				msecs_to_jiffies(DRAIN_MS)))
		ret = -EBUSY;
	if (!ret)
		ret = insert_new(adaptive, change);
	if (ret)
		reopen(adaptive, change);
	else
		replace(adaptive, change);
	return ret;
}

/* Take up what callbacks wished and what time has done. */
static struct mnb_place *update_cut(struct adaptive *adaptive)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	u64 now_ns = ktime_get_mono_fast_ns();
	unsigned long start, end;

	mnb_cut_expire(&adaptive->cut, now_ns);
	spin_lock(&dev->lock);
	start = adaptive->wish_start;
	end = adaptive->wish_end;
	adaptive->wish_start = adaptive->wish_end = 0;
	spin_unlock(&dev->lock);
	if (end)
		mnb_cut_add(&adaptive->cut, start, end, now_ns);
	return mnb_cut_changed(&adaptive->cut);
}

/* Whatever was changed while its chunk was closed, or in a REPLACED one. */
static void drop_empty(struct adaptive *adaptive, const struct change *change)
{
	struct mnb_chunks *chunks = &adaptive->tree.chunks;
	struct mnb_device *dev = &chunks->session->device;
	struct chunk *chunk, *next;
	bool dropped = false;

	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last)
		dropped |=
		mnb_chunk_drop_if_empty(chunks, &chunk->base, &chunk_ops);
	spin_unlock(&dev->lock);
	if (dropped)
		mnb_chunks_remove(chunks);
}

/* Callbacks are waited for here, so it is done without insert_lock. */
static void finish_change(struct adaptive *adaptive, struct change *change)
{
	struct chunk *chunk, *next;

	list_for_each_entry_safe(chunk, next, &change->chunks, base.list) {
		mnb_chunk_destroy(&chunk->base, &chunk_ops);
		cond_resched();
	}
	drop_empty(adaptive, change);
}

/* When to look again, in jiffies; under insert_lock. */
static unsigned long next_look(struct adaptive *adaptive, int error)
{
	u64 now_ns = ktime_get_mono_fast_ns();
	u64 next_ns = mnb_cut_next_ns(&adaptive->cut);

	if (error)
		return msecs_to_jiffies(RETRY_MS);
	if (mnb_cut_changed(&adaptive->cut))
		return 0;
	if (next_ns == U64_MAX)
		return MAX_JIFFY_OFFSET;
	return next_ns > now_ns ? nsecs_to_jiffies(next_ns - now_ns) + 1 : 0;
}

/*
 * One place at a time; the mm lives meanwhile, as an insertion needs. Returns
 * when to look again, as next_look().
 */
static unsigned long cut_place(struct adaptive *adaptive)
{
	unsigned long size = session_of(adaptive)->config.chunk_size;
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct change change = {.chunks = LIST_HEAD_INIT(change.chunks)};
	unsigned long delay = MAX_JIFFY_OFFSET;
	struct mnb_place *place;
	int ret = 0;

	mutex_lock(&adaptive->tree.chunks.insert_lock);
	if (adaptive->detaching)
		goto out;
	place = update_cut(adaptive);
	if (place) {
		/* It lies in a chunk, so in one block of the largest size. */
		change.start = round_down(place->start, size);
		change.last = change.start + size - 1;
		ret = follow_cut(adaptive, &change);
		place->changed = ret != 0;
	}
	spin_lock(&dev->lock);
	adaptive->places = mnb_cut_count(&adaptive->cut);
	spin_unlock(&dev->lock);
	delay = next_look(adaptive, ret);
out:
	mutex_unlock(&adaptive->tree.chunks.insert_lock);
	if (change.last)
		finish_change(adaptive, &change);
	return delay;
}

static void cutting_work(struct work_struct *work)
{
	struct adaptive *adaptive =
		container_of(to_delayed_work(work), struct adaptive, cutting);
	struct mm_struct *mm = session_of(adaptive)->mm;
	unsigned long delay;

	if (!mmget_not_zero(mm))
		return;
	do {
		delay = cut_place(adaptive);
	} while (!delay);
	/* Without effect when a callback was faster, or on the way out. */
	if (delay != MAX_JIFFY_OFFSET)
		queue_delayed_work(mnb_unbound_queue, &adaptive->cutting,
				   delay);
	mmput(mm);
}

static int attach(struct mnb_session *session)
{
	struct adaptive *adaptive = session->state;

	mnb_chunks_init(session, &chunk_ops);
	INIT_DELAYED_WORK(&adaptive->cutting, cutting_work);
	init_waitqueue_head(&adaptive->idle);
	return 0;
}

static int settle(struct mnb_session *session)
{
	struct adaptive *adaptive = session->state;
	int ret;

	ret = mnb_flush_killable(&adaptive->cutting.work,
				 &adaptive->cutting.timer);
	return ret ?: mnb_chunks_settle(session);
}

static void detach(struct mnb_session *session)
{
	struct adaptive *adaptive = session->state;

	/* No fault runs, but callbacks do, and one may cut a last time. */
	mutex_lock(&adaptive->tree.chunks.insert_lock);
	adaptive->detaching = true;
	mutex_unlock(&adaptive->tree.chunks.insert_lock);
	cancel_delayed_work_sync(&adaptive->cutting);
	mnb_chunks_detach(session, &chunk_ops);
	cancel_delayed_work_sync(&adaptive->cutting);
}

const struct mnb_mode mnb_mode_adaptive = {
	.info = &adaptive_info,
	.state_size = sizeof(struct adaptive),
	.attach = attach,
	.detach = detach,
	.settle = settle,
	.fault_begin = fault_begin,
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
	.fault_end = fault_end,
};
