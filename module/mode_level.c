// SPDX-License-Identifier: GPL-2.0-only
/*
 * The nodes of the device page table at one level are the intervals, and the table
 * is the only index: a node owns its subscription and is found by walking down.
 *
 * The life of one: a fault finds no node for its address, inserts a notifier for
 * what the node will span, and makes the node, and its path, own it. Faults that
 * use the node keep it though it be empty. The callback or the last fault that
 * leaves it empty takes it out of the table at once; the notifier is removed by a
 * work item, which waits for the callbacks that still run. Meanwhile a later fault
 * may make a successor at the same place: the old notifier's callbacks must leave
 * the table alone, as what is there is not theirs.
 */
#include <linux/err.h>
#include <linux/log2.h>
#include <linux/mutex.h>
#include <linux/sched.h>

#include "interval.h"
#include "mode.h"
#include "planted.h"
#include "removal.h"
#include "session.h"

MNBENCH_MODE(level, "level", MODE_COVERS_CHUNKS, MODE_FILTERS | MODE_LEVELS,
	     "a notifier for each populated node of the device page table at "
	     "one level",
	     "advised for GPUs when interval notifiers were made (2019)");

struct subscription {
	struct mnb_interval interval;
	/* Under the device lock: */
	struct mnb_pt_node
		*node;          /* that it owns: not yet, or no more, if NULL */
	unsigned int users;     /* faults that use the node */
	struct llist_node dead; /* in levels.removal */
};
MNB_ASSERT_BOOKKEEPING(struct subscription);

struct levels {
	struct mnb_session *session;
	unsigned int level;       /* as in the device page table */
	struct mutex insert_lock; /* one fault at a time makes a node */
	struct mnb_removal removal;
};

static unsigned long first_page(const struct subscription *sub)
{
	return sub->interval.notifier.interval_tree.start >> PAGE_SHIFT;
}

/* Under the device lock: from now on nobody finds it. */
static void leave_table(struct levels *levels, struct subscription *sub)
{
	sub->node->owner = NULL;
	sub->node = NULL;
	mnb_pt_prune(&levels->session->device.pt, first_page(sub),
		     levels->level);
}

/*
 * Under the device lock. Returns whether the caller then must start the removal. A
 * callback lets go of the lock while it takes much away: then another, or detach,
 * may have come first.
 */
static bool leave_if_empty(struct levels *levels, struct subscription *sub)
{
	if (!sub->node || sub->users || sub->node->count)
		return false;
	leave_table(levels, sub);
	mnb_removal_add(&levels->removal, &sub->dead);
	return true;
}

static void subscription_destroy(struct subscription *sub)
{
	mnb_interval_destroy(&sub->interval, sizeof(*sub));
}

static void subscription_destroy_dead(struct llist_node *dead)
{
	subscription_destroy(llist_entry(dead, struct subscription, dead));
}

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	struct subscription *sub =
		container_of(notifier, struct subscription, interval.notifier);
	struct levels *levels = sub->interval.session->state;
	struct mnb_device *dev = &sub->interval.session->device;
	struct mnb_invalidation inv;
	bool leave;

	spin_lock(&dev->lock);
	if (!sub->node) {
		mnb_interval_late(&sub->interval, cur_seq, dev);
		spin_unlock(&dev->lock);
		return true;
	}
	mnb_interval_begin(dev, notifier, range, cur_seq, &inv);
	leave = leave_if_empty(levels, sub);
	spin_unlock(&dev->lock);

	mnb_device_finish(dev, &inv);
	/* Not before the device has let go. */
	if (leave)
		mnb_removal_start(&levels->removal);
	return true;
}

static const struct mmu_interval_notifier_ops level_ops = {
	.invalidate = invalidate,
};

static struct subscription *subscription_get(struct levels *levels,
					     unsigned long page)
{
	struct mnb_device *dev = &levels->session->device;
	struct subscription *sub = NULL;
	struct mnb_pt_node *node;

	spin_lock(&dev->lock);
	node = mnb_pt_find(&dev->pt, page, levels->level);
	if (node) {
		sub = node->owner;
		sub->users++;
	}
	spin_unlock(&dev->lock);
	return sub;
}

/* From now on it is found, and kept by its first user. */
static int enter_table(struct levels *levels, struct subscription *sub,
		       struct mnb_pt_stash *stash)
{
	struct mnb_device *dev = &levels->session->device;
	struct mnb_pt_node *node;
	int ret;

	for (;;) {
		spin_lock(&dev->lock);
		node = mnb_pt_make(&dev->pt, first_page(sub), levels->level,
				   stash);
		if (node) {
			node->owner = sub;
			sub->node = node;
			sub->users = 1;
		}
		spin_unlock(&dev->lock);
		if (node)
			return 0;
		ret = mnb_pt_stash_fill(stash);
		if (ret)
			return ret;
	}
}

static struct subscription *subscription_create(struct levels *levels,
						unsigned long start,
						struct mnb_pt_stash *stash)
{
	struct mnb_session *session = levels->session;
	unsigned long size = session->config.chunk_size;
	struct subscription *sub;
	int ret;

	if (planted("level-span"))
		size /= 2;
	sub = mnb_interval_create(session, start, size, &level_ops,
				  sizeof(*sub));
	if (IS_ERR(sub))
		return sub;
	ret = enter_table(levels, sub, stash);
	if (!ret)
		return sub;
	subscription_destroy(sub);
	return ERR_PTR(ret);
}

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct levels *levels = session->state;
	unsigned long size = session->config.chunk_size;
	unsigned long start = fault->start & ~(size - 1);
	unsigned long page = fault->start >> PAGE_SHIFT;
	struct subscription *sub = subscription_get(levels, page);

	if (!sub) {
		mutex_lock(&levels->insert_lock);
		sub = subscription_get(levels, page);
		if (!sub)
			sub = subscription_create(levels, start, fault->stash);
		mutex_unlock(&levels->insert_lock);
		if (IS_ERR(sub))
			return PTR_ERR(sub);
	}
	/* A fault keeps to one leaf, and so to one node of any level. */
	fault->notifier = &sub->interval.notifier;
	fault->private = sub;
	return 0;
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	struct levels *levels = session->state;
	struct subscription *sub = fault->private;
	bool leave;

	spin_lock(&session->device.lock);
	sub->users--;
	leave = leave_if_empty(levels, sub);
	spin_unlock(&session->device.lock);
	if (leave)
		mnb_removal_start(&levels->removal);
}

static int attach(struct mnb_session *session)
{
	struct levels *levels = session->state;

	levels->session = session;
	levels->level =
		(ilog2(session->config.chunk_size) - PAGE_SHIFT) / MNB_PT_BITS -
		1;
	mutex_init(&levels->insert_lock);
	mnb_removal_init(&levels->removal, subscription_destroy_dead);
	return 0;
}

static void settle(struct mnb_session *session)
{
	struct levels *levels = session->state;

	mnb_removal_wait(&levels->removal);
}

/* The next node's, from *page on: it belongs to the caller, as one removed. */
static struct subscription *take_next(struct levels *levels,
				      unsigned long *page)
{
	struct mnb_device *dev = &levels->session->device;
	struct subscription *sub = NULL;
	struct mnb_pt_node *node;

	spin_lock(&dev->lock);
	node = mnb_pt_next_node(&dev->pt, levels->level, page);
	if (node) {
		sub = node->owner;
		leave_table(levels, sub);
	}
	spin_unlock(&dev->lock);
	return sub;
}

static void detach(struct mnb_session *session)
{
	struct levels *levels = session->state;
	unsigned long page = 0, size = session->config.chunk_size >> PAGE_SHIFT;
	struct subscription *sub;

	/* No fault runs, but callbacks still do. */
	while ((sub = take_next(levels, &page))) {
		page = first_page(sub) + size;
		subscription_destroy(sub);
		cond_resched();
	}
	mnb_removal_end(&levels->removal);
}

const struct mnb_mode mnb_mode_level = {
	.info = &level_info,
	.state_size = sizeof(struct levels),
	.attach = attach,
	.detach = detach,
	.settle = settle,
	.fault_begin = fault_begin,
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
	.fault_end = fault_end,
};
