/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interval notifier and the device pages in its interval, which all modes
 * share that subscribe with intervals.
 */
#ifndef MNB_INTERVAL_H
#define MNB_INTERVAL_H

#include <linux/mmu_notifier.h>

#include "compat.h"
#include "device.h"

struct mnb_fault;
struct mnb_session;

/* A mode's structure for an interval begins with this. */
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
 * The limit of bytes that a mode keeps for each interval in addition to the
 * notifier. An application may have very many intervals.
 */
#define MNB_BOOKKEEPING_MAX 128
#define MNB_ASSERT_BOOKKEEPING(type)                                         \
	static_assert(sizeof(type) - sizeof(struct mmu_interval_notifier) <= \
		      MNB_BOOKKEEPING_MAX)

/*
 * Make the mm ready for intervals. The kernel does so with the first insertion,
 * but then waits for mmap_lock whatever signals come. May sleep. -ENOMEM, or
 * -EINTR or -ERESTARTSYS when a signal came first, see register.h.
 */
int mnb_interval_register(struct mnb_session *session);

/*
 * Insert an interval and count it. Callbacks may run before this returns. May
 * sleep. -ENOMEM.
 *
 * @start, @length: whole pages, in bytes
 * @bytes: what the interval adds to the memory of the session
 */
int mnb_interval_insert(struct mnb_session *session,
			struct mnb_interval *interval, unsigned long start,
			unsigned long length,
			const struct mmu_interval_notifier_ops *ops,
			size_t bytes);
/*
 * Remove it. Waits for callbacks that run, and for the ranges that called them.
 */
void mnb_interval_remove(struct mnb_interval *interval, size_t bytes);

/*
 * Register, allocate @bytes and what the driver keeps for @length, which begin
 * with an interval and are otherwise zero, and insert the interval. Callbacks
 * may run before this returns. May sleep. ERR_PTR() on failure: -ENOMEM,
 * -EINVAL (the driver would keep more than MNBENCH_KEPT_MAX, or the filter
 * cannot have an interval of this length), or -EINTR or -ERESTARTSYS when a
 * signal came first, see register.h.
 */
void *mnb_interval_create(struct mnb_session *session, unsigned long start,
			  unsigned long length,
			  const struct mmu_interval_notifier_ops *ops,
			  size_t bytes);
void mnb_interval_destroy(struct mnb_interval *interval, size_t bytes);

/*
 * The first half of a callback, under the device lock: raise the sequence
 * number and take away the device pages that lie in both the range and the
 * interval.
 */
void mnb_interval_begin(struct mnb_device *dev,
			struct mmu_interval_notifier *notifier,
			const struct mmu_notifier_range *range,
			unsigned long cur_seq, struct mnb_invalidation *inv);

static inline unsigned long
mnb_interval_length(const struct mnb_interval *interval)
{
	return interval->notifier.interval_tree.last -
	       interval->notifier.interval_tree.start + 1;
}

/* For an interval that faults can use from its insertion to its removal. */
extern const struct mmu_interval_notifier_ops mnb_interval_ops;

/*
 * Callback for an interval without device pages: not yet published or already
 * unlinked. Caller holds the device lock.
 */
static inline void mnb_interval_late(struct mnb_interval *interval,
				     unsigned long cur_seq,
				     struct mnb_device *dev)
{
	mmu_interval_set_seq(&interval->notifier, cur_seq);
	dev->counters.late++;
}

/* The read side of struct mnb_mode for fault->notifier. */
int mnb_interval_read_begin(struct mnb_session *session,
			    struct mnb_fault *fault);
bool mnb_interval_read_retry(struct mnb_session *session,
			     struct mnb_fault *fault);

#endif
