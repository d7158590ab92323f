/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The driver's lock, which callbacks and device faults of some sessions hold
 * around the device lock, as struct mnbench_attach says.
 *
 * It makes callbacks and faults wait as those of a driver do. The device is
 * correct without it, because all of its state is under the device lock. So a
 * caller that cannot get the driver's lock in time may go on without.
 */
#ifndef MNB_DRIVER_LOCK_H
#define MNB_DRIVER_LOCK_H

#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "mnbench_abi.h"

struct mm_struct;

struct mnb_driver_lock {
	union {
		spinlock_t spin;
		struct mutex mutex;
		struct rw_semaphore rwsem;
	};
};

/* One kind of lock. A fault takes it as a reader, where that differs. */
struct mnb_lock_kind {
	bool sleeps; /* its holder may sleep */
	void (*init)(struct mnb_driver_lock *lock);
	/* May sleep. Returns false if a fatal signal came first. */
	bool (*acquire)(struct mnb_driver_lock *lock);
	bool (*try_acquire)(struct mnb_driver_lock *lock);
	void (*release)(struct mnb_driver_lock *lock);
	bool (*acquire_read)(struct mnb_driver_lock *lock);
	bool (*try_acquire_read)(struct mnb_driver_lock *lock);
	void (*release_read)(struct mnb_driver_lock *lock);
};

/* Index: enum mnbench_lock. */
#define MNB_LOCK_KINDS (MNBENCH_LOCK_RWSEM + 1)
extern const struct mnb_lock_kind mnb_lock_kinds[MNB_LOCK_KINDS];

/* The lock of a kind that all sessions of a device share. */
struct mnb_driver_lock *mnb_device_lock_of(unsigned int device,
					   enum mnbench_lock kind);
void mnb_device_locks_init(void);

/*
 * Tell lockdep, where the kernel has it, that callbacks take the lock: during
 * reclaim, and under the mmap_lock. May sleep.
 */
void mnb_driver_lock_teach(const struct mnb_lock_kind *kind,
			   struct mnb_driver_lock *lock, struct mm_struct *mm);

#endif
