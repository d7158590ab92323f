/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device behind one mmu_notifier for the whole address space: what the
 * modes global and filtered share.
 *
 * There is no interval to carry a sequence number, so the notifier keeps one of
 * its own together with the number of invalidations in progress, as KVM does.
 * It has an invalidate_range_end and therefore must never fail a range: the
 * device lock is a spinlock.
 */
#ifndef MNB_GLOBAL_H
#define MNB_GLOBAL_H

#include <linux/atomic.h>
#include <linux/mmu_notifier.h>
#include <linux/wait.h>

struct mnb_fault;
struct mnb_session;

struct mnb_global {
	struct mmu_notifier notifier;
	struct mnb_session *session;
	/* Ranges between start and end; raised under the device lock. */
	atomic_t in_progress;
	/*
	 * Never inserted anywhere. It lends hmm_range_fault() the sequence
	 * number, so that a fault stops early when an invalidation begins.
	 */
	struct mmu_interval_notifier sequence;
	wait_queue_head_t idle; /* in_progress became 0 */
};

int mnb_global_attach(struct mnb_session *session);
void mnb_global_detach(struct mnb_session *session);
int mnb_global_fault_begin(struct mnb_session *session,
			   struct mnb_fault *fault);
int mnb_global_read_begin(struct mnb_session *session, struct mnb_fault *fault);
bool mnb_global_read_retry(struct mnb_session *session,
			   struct mnb_fault *fault);

#endif
