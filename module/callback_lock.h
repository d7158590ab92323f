/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a callback takes the driver's lock, and what it does for a range that is
 * not blockable.
 */
#ifndef MNB_CALLBACK_LOCK_H
#define MNB_CALLBACK_LOCK_H

#include <linux/types.h>

#include "mnbench_abi.h"

struct mnb_device;
struct mnb_driver_lock;

/* For a range that is not blockable. One row for each enum mnbench_nonblock. */
struct mnb_nonblock {
	bool refuses; /* the callback fails before it looks at anything */
	/*
	 * Another holds the driver's lock. Returns false if the callback does
	 * not get it in time. NULL: it does not try again.
	 */
	bool (*contended)(struct mnb_device *dev, struct mnb_driver_lock *lock);
};

#define MNB_NONBLOCKS (MNBENCH_NONBLOCK_TRYLOCK + 1)
extern const struct mnb_nonblock mnb_nonblocks[MNB_NONBLOCKS];

enum mnb_lock_outcome {
	MNB_LOCK_TAKEN,
	MNB_LOCK_GO_ON_WITHOUT,
	MNB_LOCK_FAILED, /* the callback has to fail */
};

/*
 * The driver's lock, which the policy has. Sleeps if the range is blockable. A
 * callback that would get it later than after MNBENCH_LATENCY_MAX_NS goes on
 * without.
 */
enum mnb_lock_outcome mnb_callback_lock(struct mnb_device *dev,
					struct mnb_driver_lock *lock,
					bool blockable);

#endif
