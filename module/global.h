/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device behind one mmu_notifier for the whole address space, which the
 * modes global, filtered and hybrid share.
 *
 * Without an interval there is no sequence number, so the mode keeps its own,
 * and the number of invalidations in progress, as KVM does. A notifier with an
 * invalidate_range_end must not fail a range; this one does not, because the
 * device lock is a spinlock.
 */
#ifndef MNB_GLOBAL_H
#define MNB_GLOBAL_H

#include <linux/atomic.h>
#include <linux/mmu_notifier.h>
#include <linux/sched.h>
#include <linux/wait.h>

struct mnb_fault;
struct mnb_policy;
struct mnb_session;

struct mnb_global {
	struct mmu_notifier notifier;
	struct mnb_session *session;
	bool detaching; /* the device has lost its pages */
	/* Ranges between start and end; incremented under the device lock. */
	atomic_t in_progress;
	/*
	 * Never inserted. It holds the sequence number where hmm_range_fault()
	 * reads it, so that a fault stops early when an invalidation starts.
	 */
	struct mmu_interval_notifier sequence;
	wait_queue_head_t idle; /* in_progress became 0 */
};

/* Under the device lock. */
static inline void mnb_global_raise_sequence(struct mnb_global *global)
{
	mmu_interval_set_seq(&global->sequence,
			     global->sequence.invalidate_seq + 1);
}

/* A range that was counted in in_progress has ended. */
static inline void mnb_global_leave(struct mnb_global *global)
{
	/*
	 * Fully ordered, so that a fault that reads 0 also sees what the range
	 * changed in the page tables.
	 */
	if (atomic_dec_and_test(&global->in_progress) &&
	    wq_has_sleeper(&global->idle))
		wake_up_all(&global->idle);
}

/*
 * A fault waits for the ranges in progress, as in mmu_interval_read_begin(),
 * and remembers the sequence number. -EBUSY: start again, -EINTR.
 */
int mnb_global_wait_idle(struct mnb_global *global, struct mnb_fault *fault);

/*
 * The mm exits, or the session detaches, which took the pages away before. No
 * fault can run: it would be in a task of the mm and hold the attach lock.
 */
void mnb_global_release(struct mmu_notifier *mn, struct mm_struct *mm);

/* The operations that a policy needs; NULL: those without one. */
const struct mmu_notifier_ops *
mnb_global_policy_ops(const struct mnb_policy *policy);

/* For struct mnb_mode. */
int mnb_global_attach(struct mnb_session *session);
void mnb_global_detach(struct mnb_session *session);
int mnb_global_fault_begin(struct mnb_session *session,
			   struct mnb_fault *fault);
int mnb_global_read_begin(struct mnb_session *session, struct mnb_fault *fault);
bool mnb_global_read_retry(struct mnb_session *session,
			   struct mnb_fault *fault);

#endif
