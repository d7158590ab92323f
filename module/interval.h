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

/* What a mode has for each interval begins with this. */
struct mnb_interval {
	struct mmu_interval_notifier notifier;
	struct mnb_session *session;
};

static inline struct mnb_interval *
mnb_interval_of(struct mmu_interval_notifier *notifier)
{
	return container_of(notifier, struct mnb_interval, notifier);
}

/*
 * What a mode keeps for each interval beside the notifier is bounded: an
 * application may have very many.
 */
#define MNB_BOOKKEEPING_MAX 128
#define MNB_ASSERT_BOOKKEEPING(type)                                         \
	static_assert(sizeof(type) - sizeof(struct mmu_interval_notifier) <= \
		      MNB_BOOKKEEPING_MAX)

/*
 * Make the mm ready for intervals. The kernel does so with the first insertion,
 * but then waits for mmap_lock whatever signals come. May sleep. -ENOMEM, or
 * -EINTR when a signal came first.
 */
int mnb_interval_register(struct mnb_session *session);

/*
 * Insert, or remove after any mode's callback, and count it. May sleep. Insertion
 * after mnb_interval_register() fails with -ENOMEM only.
 */
int mnb_interval_insert(struct mnb_session *session,
			struct mnb_interval *interval, unsigned long start,
			unsigned long length,
			const struct mmu_interval_notifier_ops *ops,
			size_t bytes);
void mnb_interval_remove(struct mnb_interval *interval, size_t bytes);

/*
 * All of that with the memory of it: @bytes, zeroed but for the interval that they
 * begin with. Callbacks come before this returns. ERR_PTR() on failure.
 */
void *mnb_interval_create(struct mnb_session *session, unsigned long start,
			  unsigned long length,
			  const struct mmu_interval_notifier_ops *ops,
			  size_t bytes);
void mnb_interval_destroy(struct mnb_interval *interval, size_t bytes);

/*
 * The first half of a callback, under the device lock: raise the sequence
 * number and take away what the range and the interval have in common.
 */
void mnb_interval_begin(struct mnb_device *dev,
			struct mmu_interval_notifier *notifier,
			const struct mmu_notifier_range *range,
			unsigned long cur_seq, struct mnb_invalidation *inv);

/* Of an interval that faults find for as long as it is there. */
extern const struct mmu_interval_notifier_ops mnb_interval_ops;

/*
 * All of a callback, under the device lock, that has nothing to take away: faults
 * do not find the interval, not yet or no more.
 */
static inline void mnb_interval_late(struct mnb_interval *interval,
				     unsigned long cur_seq,
				     struct mnb_device *dev)
{
	mmu_interval_set_seq(&interval->notifier, cur_seq);
	dev->counters.late++;
}

/* struct mnb_mode's read side, for fault->notifier. */
int mnb_interval_read_begin(struct mnb_session *session,
			    struct mnb_fault *fault);
bool mnb_interval_read_retry(struct mnb_session *session,
			     struct mnb_fault *fault);

#endif
