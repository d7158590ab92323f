// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode adaptive: as mode chunked, but with chunks of different sizes. A chunk
 * with many spurious callbacks is replaced by smaller chunks that leave out the
 * range of these callbacks: it is split. Smaller chunks are replaced by large
 * ones when no such callbacks came for a while: they are merged. hot_range.h
 * determines the chunks, adaptive_policy.h the moments, and docs/adaptive.md
 * explains the policy. A callback only requests a split. A work item carries it
 * out, without taking pages from the device.
 *
 * The states of a chunk, which change under the device lock:
 *
 *	NEW	 inserted by the work item; faults do not find it yet
 *	LIVE	 in the tree of chunks, where faults find and use it
 *	REPLACED other chunks have its pages; it will be removed
 *	DROPPED	 it was empty; it will be removed
 *
 * Why the device never holds a stale page:
 *
 * (1) Every device page lies in a LIVE chunk. A fault enters a page while it
 *     uses a LIVE chunk around the page, and a chunk in use stays LIVE. A chunk
 *     becomes DROPPED only without pages. It becomes REPLACED under the same
 *     hold of the device lock under which NEW chunks around all its pages
 *     become LIVE. The work item looked for these pages when no fault used the
 *     chunk and none could start to.
 * (2) The mm calls a chunk for each range that overlaps it and starts between
 *     its insertion and its removal. A NEW chunk becomes LIVE after its
 *     insertion. A LIVE chunk becomes REPLACED before its removal starts, and
 *     the removal waits for all ranges that know of it. So a range calls every
 *     chunk that is LIVE around one of its pages at any time between its start
 *     and its end, except those inserted after its start; then it calls the
 *     chunks they replaced.
 * (3) Every callback raises the sequence number of the chunk. Callbacks of LIVE
 *     and REPLACED chunks also take away the device pages in the range and the
 *     chunk. A page that the device held when the range started lies in a chunk
 *     that the range calls while it is LIVE or REPLACED. That holds even if the
 *     range calls a NEW chunk before it becomes LIVE: the chunk that it
 *     replaces is inserted as long as it is NEW. A chunk is DROPPED instead
 *     only when the page has gone.
 * (4) No fault enters a page that it read before the end of the range. If the
 *     chunk was inserted during the range, the mm gave it a sequence number on
 *     which mmu_interval_read_begin() waits until the range has ended. If it
 *     was there before, the range calls it: the fault finds the sequence number
 *     raised, or the callback takes the page away as in (3).
 *
 * insert_lock is held to create and to replace chunks. Its holder waits for
 * faults for at most DRAIN_MS, because a fault may wait for userspace.
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

#include "callback.h"
#include "chunk_tree.h"
#include "hot_range.h"
#include "interval.h"
#include "mode.h"
#include "session.h"

MNBENCH_MODE(adaptive, "adaptive", MODE_COVERS_ADAPTIVE, MODE_FILTERS,
	     "chunks that are split where callbacks are spurious, and merged "
	     "when no more come",
	     "nobody yet");

/* How long new faults may not use the chunks that are to be replaced. */
#define DRAIN_MS 20
/* When a replacement that failed is tried again. */
#define RETRY_MS 100

struct chunk {
	/* base.list is the work item's, while NEW or REPLACED. */
	struct mnb_chunk base;
	/* Under the device lock: */
	bool replaced;
	bool closed;           /* no new users: it is to be replaced */
	unsigned int spurious; /* spurious callbacks since: */
	u64 spurious_since_ns;
	/* The range of the last callback that took pages away. */
	unsigned long taken_start, taken_end;
};
MNB_ASSERT_BOOKKEEPING(struct chunk);
static_assert(ADAPTIVE_CHUNK_MIN % PAGE_SIZE == 0,
	      "a chunk has whole pages, of at most 64 KiB");

struct adaptive {
	struct mnb_chunk_tree tree;

	/* Under tree.chunks.insert_lock: */
	struct mnb_hot_ranges hot;
	bool detaching;

	struct delayed_work update;
	wait_queue_head_t idle; /* the last user of a closed chunk has left */

	/* Under the device lock: */
	unsigned long hot_start, hot_end; /* requested; 0, 0: none */
	unsigned int hot_count;           /* of adaptive.hot */
	unsigned int requests;            /* in this second */
	u64 second_ns;                    /* its start */
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

/* LIVE chunks that overlap the range; @chunk may leave the tree meanwhile. */
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
	if (adaptive->hot_end || adaptive->hot_count >= ADAPTIVE_HOT_RANGES)
		return false;
	if (now_ns - adaptive->second_ns >= NSEC_PER_SEC) {
		adaptive->second_ns = now_ns;
		adaptive->requests = 0;
	}
	if (adaptive->requests >= ADAPTIVE_SPLITS_PER_SECOND)
		return false;
	adaptive->requests++;
	return true;
}

/*
 * Under the device lock: whether the device recently had pages in the range and
 * the filter keeps spurious callbacks from it. A chunk for these pages alone,
 * which would be inserted and removed with them, would cost more than the
 * callbacks.
 */
static bool had_pages(const struct chunk *chunk,
		      const struct mmu_notifier_range *range)
{
	return chunk->base.interval.session->device.filter &&
	       range->start < chunk->taken_end &&
	       range->end > chunk->taken_start;
}

/*
 * Under the device lock: count a spurious callback. Returns true if it requests
 * that its range become hot and the chunk be split.
 */
static bool request_split(struct adaptive *adaptive, struct chunk *chunk,
			  const struct mmu_notifier_range *range)
{
	unsigned long start, end;
	u64 now_ns;

	if (chunk_size(chunk) <= ADAPTIVE_CHUNK_MIN || chunk->closed)
		return false;
	if (!chunk->spurious++) {
		chunk->spurious_since_ns = ktime_get_mono_fast_ns();
		return false;
	}
	if (chunk->spurious < ADAPTIVE_SPURIOUS)
		return false;
	chunk->spurious = 0;
	now_ns = ktime_get_mono_fast_ns();
	if (now_ns - chunk->spurious_since_ns > ADAPTIVE_WINDOW_NS ||
	    had_pages(chunk, range))
		return false;

	start = max(round_down(range->start, ADAPTIVE_CHUNK_MIN),
		    chunk_start(chunk));
	end = min(round_up(range->end, ADAPTIVE_CHUNK_MIN) - 1,
		  chunk_last(chunk)) +
	      1;
	if (end - start == chunk_size(chunk))
		return false;
	/* The chunks of these pages would get the callbacks anyway. */
	if (holds_pages(adaptive, start, end - 1))
		return false;
	if (!may_split(adaptive, now_ns))
		return false;
	adaptive->hot_start = start;
	adaptive->hot_end = end;
	return true;
}

/* Under the device lock: whether a callback has something to take away. */
static bool takes_part(struct adaptive *adaptive, const struct chunk *chunk,
		       const struct mmu_notifier_range *range)
{
	if (chunk->base.live)
		return true;
	/* Other chunks have its pages, but the range may know only this one. */
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
	bool dropped = false, split = false;

	if (!mnb_callback_enter(dev, &chunk->base.interval, range, &inv))
		return !inv.failed;
	if (!takes_part(adaptive, chunk, range)) {
		mnb_interval_late(&chunk->base.interval, cur_seq, dev);
		mnb_callback_exit(dev, &inv);
		return true;
	}
	mnb_interval_begin(dev, notifier, range, cur_seq, &inv);
	if (inv.pages) {
		chunk->taken_start = range->start;
		chunk->taken_end = range->end;
		dropped = mnb_chunk_drop_if_empty(&adaptive->tree.chunks,
						  &chunk->base, &chunk_ops);
	} else if (chunk->base.live) {
		split = request_split(adaptive, chunk, range);
	}
	mnb_callback_exit(dev, &inv);
	if (dropped)
		mnb_chunks_remove(&adaptive->tree.chunks);
	if (split)
		mod_delayed_work(mnb_unbound_queue, &adaptive->update, 0);
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
 * All chunks respect the hot ranges, except those that could not be replaced
 * yet. A new chunk has to avoid these.
 */
static unsigned long new_size(struct mnb_chunks *chunks, unsigned long addr)
{
	struct adaptive *adaptive = adaptive_of(chunks);
	struct mnb_device *dev = &session_of(adaptive)->device;
	unsigned long size = mnb_hot_chunk_size(
		&adaptive->hot, addr, session_of(adaptive)->config.chunk_size);
	struct chunk *chunk;
	struct rb_node *node;

	spin_lock(&dev->lock);
	chunk = chunk_from(adaptive, addr);
	if (chunk)
		size = mnb_hot_block_size(addr, chunk_start(chunk), size);
	node = chunk ? rb_prev(&chunk->base.node)
		     : rb_last(&adaptive->tree.root);
	if (node)
		size = mnb_hot_block_size(addr, chunk_last(chunk_of_node(node)),
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

/* A part of the address space in which chunks do not respect the hot ranges. */
struct change {
	unsigned long start, last;
	struct list_head chunks; /* at first NEW, then REPLACED */
	unsigned int splits, merges;
};

/* Close the chunks that are to be replaced. Returns their number. */
static unsigned int close_chunks(struct adaptive *adaptive,
				 const struct change *change)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct chunk *chunk, *next;
	unsigned int count = 0;

	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last) {
		if (mnb_hot_chunk_size(
			    &adaptive->hot, chunk_start(chunk),
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
	for_each_chunk(adaptive, chunk, next, change->start, change->last) {
		if (chunk->closed && chunk->base.users)
			idle = false;
	}
	spin_unlock(&dev->lock);
	return idle;
}

/*
 * Find the next device page from @addr on that needs a NEW chunk, because its
 * chunk is closed, and return that chunk. No page can come to a closed chunk
 * meanwhile.
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

/*
 * Insertions need an mm that lives. Nothing else may happen under this
 * reference: if the last task of the mm exits meanwhile, the exit of the mm is
 * left to whoever puts it.
 */
static void put_mm(struct adaptive *adaptive)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct mm_struct *mm = session_of(adaptive)->mm;

	if (atomic_add_unless(&mm->mm_users, -1, 1))
		return;
	spin_lock(&dev->lock);
	dev->counters.late_exits++;
	spin_unlock(&dev->lock);
	mmput(mm);
}

/* Insert the chunks that will replace the closed ones. */
static int insert_new(struct adaptive *adaptive, struct change *change)
{
	unsigned long addr = change->start;
	struct chunk *old, *counted = NULL;

	while ((old = next_to_replace(adaptive, &addr, change->last))) {
		unsigned long size = mnb_hot_chunk_size(
			&adaptive->hot, addr,
			session_of(adaptive)->config.chunk_size);
		struct mnb_chunk *chunk =
			mnb_chunk_insert(&adaptive->tree.chunks,
					 addr & ~(size - 1), size, &chunk_ops);

		if (IS_ERR(chunk))
			return PTR_ERR(chunk);
		list_add_tail(&chunk->list, &change->chunks);
		/* Closed chunks are not freed, so the pointer is valid. */
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

/* Under one hold of the device lock, the NEW chunks take over the pages. */
static void replace(struct adaptive *adaptive, struct change *change)
{
	struct mnb_chunks *chunks = &adaptive->tree.chunks;
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct chunk *chunk, *next;
	LIST_HEAD(fresh);

	list_splice_init(&change->chunks, &fresh);
	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last) {
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
 * Make the chunks respect the hot ranges. On failure nothing has changed, and
 * the caller tries again later.
 */
static int replace_chunks(struct adaptive *adaptive, struct change *change)
{
	int ret = 0;

	if (!close_chunks(adaptive, change))
		return 0;
	if (!wait_event_timeout(adaptive->idle,
				closed_are_idle(adaptive, change),
				msecs_to_jiffies(DRAIN_MS)))
		ret = -EBUSY;
	if (!ret && !mmget_not_zero(session_of(adaptive)->mm))
		ret = -ESRCH;
	if (!ret) {
		ret = insert_new(adaptive, change);
		put_mm(adaptive);
	}
	if (ret)
		reopen(adaptive, change);
	else
		replace(adaptive, change);
	return ret;
}

/* Add the requested hot range and end the old ones. Returns a changed one. */
static struct mnb_hot_range *update_hot_ranges(struct adaptive *adaptive)
{
	struct mnb_device *dev = &session_of(adaptive)->device;
	u64 now_ns = ktime_get_mono_fast_ns();
	unsigned long start, end;

	mnb_hot_expire(&adaptive->hot, now_ns);
	spin_lock(&dev->lock);
	start = adaptive->hot_start;
	end = adaptive->hot_end;
	adaptive->hot_start = adaptive->hot_end = 0;
	spin_unlock(&dev->lock);
	if (end)
		mnb_hot_add(&adaptive->hot, start, end, now_ns);
	return mnb_hot_changed(&adaptive->hot);
}

/* Chunks may have become empty while they were closed, or by a REPLACED one. */
static void drop_empty(struct adaptive *adaptive, const struct change *change)
{
	struct mnb_chunks *chunks = &adaptive->tree.chunks;
	struct mnb_device *dev = &chunks->session->device;
	struct chunk *chunk, *next;
	bool dropped = false;

	spin_lock(&dev->lock);
	for_each_chunk(adaptive, chunk, next, change->start, change->last)
		dropped |= mnb_chunk_drop_if_empty(chunks, &chunk->base,
						   &chunk_ops);
	spin_unlock(&dev->lock);
	if (dropped)
		mnb_chunks_remove(chunks);
}

/* Without insert_lock, because this waits for callbacks. */
static void finish_change(struct adaptive *adaptive, struct change *change)
{
	struct chunk *chunk, *next;

	list_for_each_entry_safe(chunk, next, &change->chunks, base.list) {
		mnb_chunk_destroy(&chunk->base, &chunk_ops);
		cond_resched();
	}
	drop_empty(adaptive, change);
}

/* Under insert_lock: when the next update is due, in jiffies from now. */
static unsigned long next_update(struct adaptive *adaptive, int error)
{
	u64 now_ns = ktime_get_mono_fast_ns();
	u64 next_ns = mnb_hot_next_ns(&adaptive->hot);

	if (error == -ESRCH)
		return MAX_JIFFY_OFFSET;
	if (error)
		return msecs_to_jiffies(RETRY_MS);
	if (mnb_hot_changed(&adaptive->hot))
		return 0;
	if (next_ns == U64_MAX)
		return MAX_JIFFY_OFFSET;
	return next_ns > now_ns ? nsecs_to_jiffies(next_ns - now_ns) + 1 : 0;
}

/* Make the chunks respect one changed hot range. Returns as next_update(). */
static unsigned long update_chunks(struct adaptive *adaptive)
{
	unsigned long size = session_of(adaptive)->config.chunk_size;
	struct mnb_device *dev = &session_of(adaptive)->device;
	struct change change = {.chunks = LIST_HEAD_INIT(change.chunks)};
	unsigned long delay = MAX_JIFFY_OFFSET;
	struct mnb_hot_range *range;
	int ret = 0;

	mutex_lock(&adaptive->tree.chunks.insert_lock);
	if (adaptive->detaching)
		goto out;
	range = update_hot_ranges(adaptive);
	if (range) {
		/*
		 * A hot range lies in one chunk, so in one block of that size.
		 */
		change.start = round_down(range->start, size);
		change.last = change.start + size - 1;
		ret = replace_chunks(adaptive, &change);
		range->changed = ret != 0;
	}
	spin_lock(&dev->lock);
	adaptive->hot_count = mnb_hot_count(&adaptive->hot);
	spin_unlock(&dev->lock);
	delay = next_update(adaptive, ret);
out:
	mutex_unlock(&adaptive->tree.chunks.insert_lock);
	if (change.last)
		finish_change(adaptive, &change);
	return delay;
}

static void update_work(struct work_struct *work)
{
	struct adaptive *adaptive =
		container_of(to_delayed_work(work), struct adaptive, update);
	unsigned long delay;

	do {
		/* Nobody uses the chunks of an mm that exits. */
		if (!atomic_read(&session_of(adaptive)->mm->mm_users))
			return;
		delay = update_chunks(adaptive);
	} while (!delay);
	/*
	 * Does nothing if a callback queued it already, or detach cancels it.
	 */
	if (delay != MAX_JIFFY_OFFSET)
		queue_delayed_work(mnb_unbound_queue, &adaptive->update, delay);
}

static int attach(struct mnb_session *session)
{
	struct adaptive *adaptive = session->state;

	mnb_chunks_init(session, &chunk_ops);
	INIT_DELAYED_WORK(&adaptive->update, update_work);
	init_waitqueue_head(&adaptive->idle);
	return 0;
}

static int settle(struct mnb_session *session)
{
	struct adaptive *adaptive = session->state;
	int ret;

	ret = mnb_flush_killable(&adaptive->update.work,
				 &adaptive->update.timer);
	return ret ?: mnb_chunks_settle(session);
}

static void detach(struct mnb_session *session)
{
	struct adaptive *adaptive = session->state;

	/* No fault runs, but callbacks do and may queue the work once more. */
	mutex_lock(&adaptive->tree.chunks.insert_lock);
	adaptive->detaching = true;
	mutex_unlock(&adaptive->tree.chunks.insert_lock);
	cancel_delayed_work_sync(&adaptive->update);
	mnb_chunks_detach(session, &chunk_ops);
	cancel_delayed_work_sync(&adaptive->update);
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
