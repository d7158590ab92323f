/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the driver of a session does around an invalidation, where that differs
 * from the default: its lock, where it waits, and what it does for ranges that
 * are not blockable and for events that it ignores. A session with all defaults
 * has no policy, and pays one test for it in each callback.
 *
 * The driver's lock is taken before the device lock. driver_lock.h says why the
 * device is correct without it.
 */
#ifndef MNB_POLICY_H
#define MNB_POLICY_H

#include <linux/mmu_notifier.h>
#include <linux/types.h>

#include "compat.h"
#include "driver_lock.h"
#include "filter.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "open_ranges.h"

struct mnb_device;
struct mnb_fault;
struct mnb_fault_wait;
struct mnb_interval;
struct mnb_invalidation;
struct mnb_nonblock;
struct mnb_session;

/*
 * What the driver keeps for each interval: it lies before the interval. In
 * modes that cover everything the session has one instead.
 */
struct mnb_kept {
	unsigned long first, last;   /* the pages of the interval, inclusive */
	size_t bytes;                /* that are allocated apart from this */
	struct mnb_driver_lock lock; /* with MNBENCH_SCOPE_CHUNK */
	union {
		struct mnb_page_list list; /* of filter scan */
		struct rb_root ranges;     /* of filter ranges */
	};
};

struct mnb_policy {
	/* NULL: the device lock is the driver's. */
	const struct mnb_lock_kind *kind;
	struct mnb_driver_lock *lock; /* NULL: that of struct mnb_kept */
	const struct mnb_filter *filter;
	unsigned long range_pages; /* of filter ranges */
	struct mnb_slots *slots;   /* of filter slots, else NULL */
	/* With the lock held: release it, and wait for the device. */
	void (*finish)(struct mnb_device *dev, struct mnb_invalidation *inv);
	const struct mnb_nonblock *nonblock;
	const struct mnb_fault_wait *fault_wait;
	struct mnb_open_ranges open; /* with MNBENCH_FAULT_RETRY */
	u32 ignored_events;
	/*
	 * Its callback for ranges must not fail, because it has one for their
	 * end; such a mode has intervals for the sequence number only.
	 */
	bool global;
	bool per_interval; /* each interval has a struct mnb_kept */
	struct mnb_kept kept;
	struct mnb_driver_lock own; /* with MNBENCH_SCOPE_MM */
};

/* Whether the mode can do what the configuration asks for. */
bool mnb_policy_valid(const struct mnbench_attach *config,
		      const struct mode_info *info);

/*
 * The policy for a valid configuration; NULL for the defaults. May sleep.
 * ERR_PTR(-ENOMEM).
 */
struct mnb_policy *mnb_policy_create(const struct mnbench_attach *config,
				     const struct mode_info *info,
				     struct mm_struct *mm);
void mnb_policy_destroy(struct mnb_policy *policy);

/*
 * Whether callbacks do nothing for the event of this range, neither at its
 * start nor at its end.
 */
static inline bool mnb_policy_ignores(const struct mnb_policy *policy,
				      const struct mmu_notifier_range *range)
{
	return policy->ignored_events & BIT(mnb_event(range));
}

/* Whether a callback holds a spinlock of the driver. */
static inline bool mnb_policy_spins(const struct mnb_policy *policy)
{
	return policy && policy->kind && !policy->kind->sleeps;
}

/* Bytes to allocate before each interval. */
static inline size_t mnb_kept_size(const struct mnb_policy *policy)
{
	return policy && policy->per_interval ? sizeof(struct mnb_kept) : 0;
}

/* Bytes that the policy and what belongs to the session take. */
size_t mnb_policy_bytes(const struct mnb_policy *policy);

/* For an interval of these bytes. @kept is zero. May sleep. -ENOMEM, -EINVAL */
int mnb_kept_init(const struct mnb_policy *policy, struct mnb_kept *kept,
		  unsigned long start, unsigned long length);
void mnb_kept_destroy(const struct mnb_policy *policy, struct mnb_kept *kept);

/* Under the device lock: take pages away as the filter does. */
unsigned long mnb_policy_take(struct mnb_device *dev,
			      const struct mmu_notifier_range *range,
			      struct mnb_invalidation *inv);

/* What callback.h does in a session with a policy; then the device lock. */
bool mnb_policy_enter(struct mnb_device *dev, struct mnb_interval *interval,
		      const struct mmu_notifier_range *range,
		      struct mnb_invalidation *inv);
/*
 * The same at the end of a range, with filter slots. Returns false if its event
 * is ignored.
 */
bool mnb_policy_end_enter(struct mnb_device *dev,
			  const struct mmu_notifier_range *range,
			  struct mnb_invalidation *inv);
/* After the device lock was released. */
void mnb_policy_exit(struct mnb_device *dev, struct mnb_invalidation *inv);

/*
 * The driver's lock, which the policy has, for a fault that is about to enter
 * its pages. -EINTR
 */
int mnb_policy_fault_enter(struct mnb_device *dev, struct mnb_fault *fault);
void mnb_policy_fault_exit(struct mnb_policy *policy, struct mnb_fault *fault);

/*
 * What filters do in a fault. Before it reads page tables: limit it to what the
 * device may use; -EACCES. Then, under the device lock, before pages are
 * entered: -EBUSY: start again; -ENOBUFS: fill the stash and try again. Then
 * when they are.
 */
int mnb_policy_fault_begin(struct mnb_device *dev, struct mnb_fault *fault);
int mnb_policy_fault_prepare(struct mnb_device *dev, struct mnb_fault *fault);
void mnb_policy_fault_mapped(struct mnb_device *dev, struct mnb_fault *fault,
			     const unsigned long *entries);

#endif
