/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Filter slots: the registered buffers of a mode whose notifier covers the
 * whole mm, as the memory slots of a KVM machine (virt/kvm/kvm_main.c). Only in
 * them faults map pages, so a callback whose range meets none is done.
 *
 * As in KVM, readers are under SRCU, and there are two trees: an update changes
 * the one that is not active, makes it active, waits for readers and changes
 * the other. With a global notifier it also waits until no range is between its
 * start and its end, as kvm_swap_active_memslots() does. So
 *
 * - a range meets the same slots at its start and at its end;
 * - a range that met no slot at its start has ended before a fault can use a
 *   slot that it would have met.
 *
 * With an interval notifier there is no end. But then each callback raises the
 * sequence number before it looks for slots, and a fault that begins after that
 * waits for the end of the range.
 *
 * A slot that is unregistered is closed to faults first, then its pages go, and
 * then it leaves the trees. Until then callbacks find it.
 */
#ifndef MNB_SLOTS_H
#define MNB_SLOTS_H

#include <linux/interval_tree.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/wait.h>

struct mnb_device;
struct mnb_fault;
struct mnb_invalidation;
struct mnb_policy;
struct mnb_session;
struct mmu_notifier_range;
struct mmu_notifier_ops;

struct mnb_slots {
	/* Held to change the trees. Taken before mmap_lock; by no callback. */
	struct mutex lock;
	struct rb_root_cached tree[2];
	unsigned int active; /* the tree that readers use */
	struct srcu_struct srcu;
	bool global; /* the notifier has an end of ranges */
	/* Whether faults are to notice the range: enum mnbench_sequence. */
	bool (*counts)(const struct mnb_invalidation *inv);
	/* Under the device lock: raised when a slot is closed. */
	unsigned long closed;
	/*
	 * Ranges between start and end, and a lock of its own, as
	 * kvm->mn_active_invalidate_count and mn_invalidate_lock.
	 */
	spinlock_t range_lock;
	unsigned long ranges;
	wait_queue_head_t no_range;
};

/* As struct mnb_mode.register_buffer and .unregister_buffer. */
int mnb_slots_register(struct mnb_session *session, unsigned long start,
		       unsigned long length);
int mnb_slots_unregister(struct mnb_session *session, unsigned long start,
			 unsigned long length);

/*
 * Limit a fault to the slot that contains its start. -EACCES if there is none.
 * Before it reads page tables; whether a slot was closed since is for
 * mnb_slots_retry(), under the device lock.
 */
int mnb_slots_fault_begin(struct mnb_device *dev, struct mnb_slots *slots,
			  struct mnb_fault *fault);
bool mnb_slots_retry(const struct mnb_slots *slots,
		     const struct mnb_fault *fault);

/*
 * The section in which a callback or a fault looks at slots, and whether the
 * range meets one. Bytes, last inclusive.
 */
int mnb_slots_enter(struct mnb_slots *slots, unsigned long start,
		    unsigned long last, bool *meets);
void mnb_slots_exit(struct mnb_slots *slots, int section);

/* A range starts, and has ended, in a mode with a global notifier. */
void mnb_slots_range_start(struct mnb_slots *slots);
void mnb_slots_range_end(struct mnb_slots *slots);

#endif
