/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One interval notifier and the device pages under it: what all modes share
 * that subscribe by intervals.
 */
#ifndef MNB_INTERVAL_H
#define MNB_INTERVAL_H

#include <linux/mmu_notifier.h>

#include "compat.h"
#include "device.h"

struct mnb_fault;
struct mnb_session;

/*
 * What a mode keeps for each interval beside the notifier is bounded: an
 * application may have very many.
 */
#define MNB_BOOKKEEPING_MAX 128
#define MNB_ASSERT_BOOKKEEPING(type)                                         \
	static_assert(sizeof(type) - sizeof(struct mmu_interval_notifier) <= \
		      MNB_BOOKKEEPING_MAX)

/*
 * The queue that removes intervals, which a callback must not do. It is the
 * kernel's: what one of our own keeps would share a slab with the nodes of VMA
 * trees, and a module that nobody uses must not be felt. Detaching waits for all
 * work of a session, so none is left when the module goes.
 */
#define mnb_removal_queue mnb_unbound_queue

/* Insert, or remove after any mode's callback, and count it. May sleep. */
int mnb_interval_insert(struct mnb_session *session,
			struct mmu_interval_notifier *notifier,
			unsigned long start, unsigned long length,
			const struct mmu_interval_notifier_ops *ops,
			size_t bytes);
void mnb_interval_remove(struct mnb_session *session,
			 struct mmu_interval_notifier *notifier, size_t bytes);

/*
 * The first half of a callback, under the device lock: raise the sequence
 * number and take away what the range and the interval have in common.
 */
void mnb_interval_begin(struct mnb_device *dev,
			struct mmu_interval_notifier *notifier,
			const struct mmu_notifier_range *range,
			unsigned long cur_seq, struct mnb_invalidation *inv);

/* struct mnb_mode's read side, for fault->notifier. */
int mnb_interval_read_begin(struct mnb_session *session,
			    struct mnb_fault *fault);
bool mnb_interval_read_retry(struct mnb_session *session,
			     struct mnb_fault *fault);

#endif
