// SPDX-License-Identifier: GPL-2.0-only
/* Filter slots: the registered buffers of the session, see slots.h. */
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "device.h"
#include "filter.h"
#include "interval.h"
#include "mode.h"
#include "policy.h"
#include "session.h"
#include "slots.h"

/* After so many slots a callback drops the device lock for a moment. */
#define SLOTS_BATCH 1024

struct slot {
	struct interval_tree_node node[2]; /* bytes, last inclusive */
	bool closed;                       /* written under the device lock */
};

static struct slot *slot_of(struct interval_tree_node *node, unsigned int tree)
{
	return container_of(node, struct slot, node[tree]);
}

static bool valid(const struct mnbench_attach *config,
		  const struct mode_info *info)
{
	return info->coverage == MODE_COVERS_EVERYTHING;
}

static bool every(const struct mnb_invalidation *inv)
{
	return true;
}

static bool meeting(const struct mnb_invalidation *inv)
{
	return inv->meets;
}

/* Index: enum mnbench_sequence. */
static bool (*const sequences[MNBENCH_SEQUENCE_SLOTS + 1])(
	const struct mnb_invalidation *inv) = {
	[MNBENCH_SEQUENCE_EVERY] = every,
	[MNBENCH_SEQUENCE_SLOTS] = meeting,
};

static int attach(struct mnb_policy *policy,
		  const struct mnbench_attach *config,
		  const struct mode_info *info)
{
	struct mnb_slots *slots = kzalloc(sizeof(*slots), GFP_KERNEL_ACCOUNT);

	if (!slots)
		return -ENOMEM;
	if (init_srcu_struct(&slots->srcu)) {
		kfree(slots);
		return -ENOMEM;
	}
	mutex_init(&slots->lock);
	spin_lock_init(&slots->range_lock);
	init_waitqueue_head(&slots->no_range);
	slots->global = info->flags & MODE_RELEASED;
	slots->counts = sequences[config->sequence];
	policy->slots = slots;
	return 0;
}

static void detach(struct mnb_policy *policy)
{
	struct mnb_slots *slots = policy->slots;
	struct interval_tree_node *node;

	while ((node = interval_tree_iter_first(&slots->tree[0], 0,
						ULONG_MAX))) {
		interval_tree_remove(node, &slots->tree[0]);
		kfree(slot_of(node, 0));
		cond_resched();
	}
	cleanup_srcu_struct(&slots->srcu);
	kfree(slots);
}

/* Under SRCU. */
static unsigned int active(const struct mnb_slots *slots)
{
	/* Pairs with make_active(). */
	return smp_load_acquire(&slots->active);
}

int mnb_slots_enter(struct mnb_slots *slots, unsigned long start,
		    unsigned long last, bool *meets)
{
	int section = srcu_read_lock(&slots->srcu);

	*meets = interval_tree_iter_first(&slots->tree[active(slots)], start,
					  last);
	__release(&slots->srcu); /* for sparse: it is held on */
	return section;
}

void mnb_slots_exit(struct mnb_slots *slots, int section)
{
	__acquire(&slots->srcu);
	srcu_read_unlock(&slots->srcu, section);
}

void mnb_slots_range_start(struct mnb_slots *slots)
{
	spin_lock(&slots->range_lock);
	slots->ranges++;
	spin_unlock(&slots->range_lock);
}

void mnb_slots_range_end(struct mnb_slots *slots)
{
	bool last;

	spin_lock(&slots->range_lock);
	last = !--slots->ranges;
	spin_unlock(&slots->range_lock);
	if (last && wq_has_sleeper(&slots->no_range))
		wake_up_all(&slots->no_range);
}

static bool try_make_active(struct mnb_slots *slots, unsigned int tree)
{
	bool can;

	spin_lock(&slots->range_lock);
	can = !slots->global || !slots->ranges;
	if (can)
		/* Pairs with active(). */
		smp_store_release(&slots->active, tree);
	spin_unlock(&slots->range_lock);
	return can;
}

/* Under slots->lock. -EINTR when a fatal signal came first. */
static int make_active(struct mnb_slots *slots, unsigned int tree)
{
	if (wait_event_killable(slots->no_range, try_make_active(slots, tree)))
		return -EINTR;
	synchronize_srcu(&slots->srcu);
	return 0;
}

static void insert(struct mnb_slots *slots, struct slot *slot,
		   unsigned int tree)
{
	interval_tree_insert(&slot->node[tree], &slots->tree[tree]);
}

static void erase(struct mnb_slots *slots, struct slot *slot, unsigned int tree)
{
	interval_tree_remove(&slot->node[tree], &slots->tree[tree]);
}

/* Under slots->lock: a slot of exactly this range. */
static struct slot *find(struct mnb_slots *slots, unsigned long start,
			 unsigned long last)
{
	unsigned int tree = slots->active;
	struct interval_tree_node *node =
		interval_tree_iter_first(&slots->tree[tree], start, start);

	while (node && (node->start != start || node->last != last)) {
		node = interval_tree_iter_next(node, start, start);
		cond_resched();
	}
	return node ? slot_of(node, tree) : NULL;
}

static void account(struct mnb_device *dev, long bytes)
{
	spin_lock(&dev->lock);
	dev->held += bytes;
	spin_unlock(&dev->lock);
}

static int add(struct mnb_slots *slots, struct slot *slot)
{
	unsigned int old = slots->active, fresh = !old;

	insert(slots, slot, fresh);
	if (make_active(slots, fresh)) {
		erase(slots, slot, fresh);
		return -EINTR;
	}
	insert(slots, slot, old);
	return 0;
}

/*
 * Where faults insert intervals, have the mm ready for them before there is a
 * slot: a signal can interrupt that, and the commands up to there run again.
 */
static int make_ready(struct mnb_session *session)
{
	if (session->mode->read_begin != mnb_interval_read_begin ||
	    READ_ONCE(session->armed))
		return 0;
	return mnb_interval_register(session);
}

int mnb_slots_register(struct mnb_session *session, unsigned long start,
		       unsigned long length)
{
	struct mnb_slots *slots = session->device.policy->slots;
	struct slot *slot;
	unsigned int tree;
	int ret = make_ready(session);

	if (ret)
		return ret;
	ret = -EINTR;
	slot = kzalloc(sizeof(*slot), GFP_KERNEL_ACCOUNT);
	if (!slot)
		return -ENOMEM;
	for (tree = 0; tree < 2; tree++) {
		slot->node[tree].start = start;
		slot->node[tree].last = start + length - 1;
	}
	if (!mutex_lock_killable(&slots->lock)) {
		ret = add(slots, slot);
		mutex_unlock(&slots->lock);
	}
	if (ret)
		kfree(slot);
	else
		account(&session->device, sizeof(*slot));
	return ret;
}

static void set_closed(struct mnb_device *dev, struct mnb_slots *slots,
		       struct slot *slot, bool closed)
{
	spin_lock(&dev->lock);
	slot->closed = closed;
	slots->closed++;
	spin_unlock(&dev->lock);
}

static int drop(struct mnb_device *dev, struct mnb_slots *slots,
		struct slot *slot)
{
	unsigned int old = slots->active, fresh = !old;

	set_closed(dev, slots, slot, true);
	mnb_device_drop(dev, slot->node[old].start, slot->node[old].last);
	erase(slots, slot, fresh);
	if (make_active(slots, fresh)) {
		/* It stays registered, and has lost its pages. */
		insert(slots, slot, fresh);
		set_closed(dev, slots, slot, false);
		return -EINTR;
	}
	erase(slots, slot, old);
	return 0;
}

int mnb_slots_unregister(struct mnb_session *session, unsigned long start,
			 unsigned long length)
{
	struct mnb_device *dev = &session->device;
	struct mnb_slots *slots = dev->policy->slots;
	struct slot *slot;
	int ret = -ENOENT;

	if (mutex_lock_killable(&slots->lock))
		return -EINTR;
	slot = find(slots, start, start + length - 1);
	if (slot)
		ret = drop(dev, slots, slot);
	mutex_unlock(&slots->lock);
	if (!ret) {
		kfree(slot);
		account(dev, -(long)sizeof(*slot));
	}
	return ret;
}

int mnb_slots_fault_begin(struct mnb_device *dev, struct mnb_slots *slots,
			  struct mnb_fault *fault)
{
	int section = srcu_read_lock(&slots->srcu), ret = -EACCES;
	unsigned int tree = active(slots);
	struct interval_tree_node *node;

	/*
	 * If a slot is closed after this, mnb_slots_retry() notices; if it was
	 * before, this sees so.
	 */
	spin_lock(&dev->lock);
	fault->closed = slots->closed;
	spin_unlock(&dev->lock);
	for (node = interval_tree_iter_first(&slots->tree[tree], fault->start,
					     fault->start);
	     node;
	     node = interval_tree_iter_next(node, fault->start, fault->start)) {
		if (READ_ONCE(slot_of(node, tree)->closed))
			continue;
		/* Does not overflow if it ends with the address space. */
		fault->end = min(fault->end - 1, node->last) + 1;
		ret = 0;
		break;
	}
	srcu_read_unlock(&slots->srcu, section);
	return ret;
}

bool mnb_slots_retry(const struct mnb_slots *slots,
		     const struct mnb_fault *fault)
{
	return slots->closed != fault->closed;
}

/*
 * The callback is in a section, so the tree that is active does not change. For
 * an interval notifier another tree may have become active since the section
 * began, and a fault may have used a new slot before this callback raised the
 * sequence number. So it looks again, whatever it met then.
 */
static unsigned long take(struct mnb_device *dev,
			  const struct mmu_notifier_range *range,
			  struct mnb_invalidation *inv)
{
	struct mnb_slots *slots = dev->policy->slots;
	unsigned long start = inv->first << PAGE_SHIFT;
	unsigned long last = (inv->last << PAGE_SHIFT) | ~PAGE_MASK;
	unsigned int tree = active(slots);
	struct interval_tree_node *node;
	unsigned long taken = 0, count = 0;

	for (node = interval_tree_iter_first(&slots->tree[tree], start, last);
	     node; node = interval_tree_iter_next(node, start, last)) {
		taken += mnb_device_zap(dev,
					max(start, node->start) >> PAGE_SHIFT,
					min(last, node->last) >> PAGE_SHIFT,
					inv->blockable);
		if (++count % SLOTS_BATCH == 0)
			mnb_device_pause(dev, inv->blockable);
	}
	return taken;
}

const struct mnb_filter mnb_filter_slots = {
	.value = MNBENCH_FILTER_SLOTS,
	.skips = true,
	.valid = valid,
	.attach = attach,
	.detach = detach,
	.take = take,
};
