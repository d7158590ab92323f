// SPDX-License-Identifier: GPL-2.0-only
/* The kinds of a driver's lock, and the locks that a device has for all. */
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>

#include "driver_lock.h"

/*
 * Sparse does not follow locks through pointers to functions, so it is not to
 * see that this one is held in between.
 */
static bool try_spin(struct mnb_driver_lock *lock)
{
#ifdef __CHECKER__
	return lock;
#else
	return spin_trylock(&lock->spin);
#endif
}

static void release_spin(struct mnb_driver_lock *lock)
{
	__acquire(&lock->spin);
	spin_unlock(&lock->spin);
}

/*
 * The holder may wait for the device for up to MNBENCH_LATENCY_MAX_NS, and many
 * callers may wait for the holders before them. So they do not spin in
 * spin_lock(), where nothing else could run on the processor.
 */
static bool acquire_spin(struct mnb_driver_lock *lock)
{
	might_lock(&lock->spin);
	while (!try_spin(lock)) {
		if (fatal_signal_pending(current))
			return false;
		cpu_relax();
		cond_resched();
	}
	return true;
}

static void setup_spin(struct mnb_driver_lock *lock)
{
	spin_lock_init(&lock->spin);
}

static bool acquire_mutex(struct mnb_driver_lock *lock)
{
	return !mutex_lock_killable(&lock->mutex);
}

static bool try_mutex(struct mnb_driver_lock *lock)
{
	return mutex_trylock(&lock->mutex);
}

static void release_mutex(struct mnb_driver_lock *lock)
{
	mutex_unlock(&lock->mutex);
}

static void setup_mutex(struct mnb_driver_lock *lock)
{
	mutex_init(&lock->mutex);
}

static bool acquire_write(struct mnb_driver_lock *lock)
{
	return !down_write_killable(&lock->rwsem);
}

static bool try_write(struct mnb_driver_lock *lock)
{
	return down_write_trylock(&lock->rwsem);
}

static void release_write(struct mnb_driver_lock *lock)
{
	up_write(&lock->rwsem);
}

static bool acquire_read_rwsem(struct mnb_driver_lock *lock)
{
	return !down_read_killable(&lock->rwsem);
}

static bool try_read(struct mnb_driver_lock *lock)
{
	return down_read_trylock(&lock->rwsem);
}

static void release_read_rwsem(struct mnb_driver_lock *lock)
{
	up_read(&lock->rwsem);
}

static void setup_rwsem(struct mnb_driver_lock *lock)
{
	init_rwsem(&lock->rwsem);
}

/* It would set the braces apart. */
/* clang-format off */
const struct mnb_lock_kind mnb_lock_kinds[MNB_LOCK_KINDS] = {
	[MNBENCH_LOCK_SPINLOCK] = {
		.init = setup_spin,
		.acquire = acquire_spin,
		.try_acquire = try_spin,
		.release = release_spin,
		.acquire_read = acquire_spin,
		.try_acquire_read = try_spin,
		.release_read = release_spin,
	},
	[MNBENCH_LOCK_MUTEX] = {
		.sleeps = true,
		.init = setup_mutex,
		.acquire = acquire_mutex,
		.try_acquire = try_mutex,
		.release = release_mutex,
		.acquire_read = acquire_mutex,
		.try_acquire_read = try_mutex,
		.release_read = release_mutex,
	},
	[MNBENCH_LOCK_RWSEM] = {
		.sleeps = true,
		.init = setup_rwsem,
		.acquire = acquire_write,
		.try_acquire = try_write,
		.release = release_write,
		.acquire_read = acquire_read_rwsem,
		.try_acquire_read = try_read,
		.release_read = release_read_rwsem,
	},
};
/* clang-format on */

static struct mnb_driver_lock device_locks[MNBENCH_DEVICES_MAX][MNB_LOCK_KINDS];

struct mnb_driver_lock *mnb_device_lock_of(unsigned int device,
					   enum mnbench_lock kind)
{
	return &device_locks[device][kind];
}

void mnb_device_locks_init(void)
{
	unsigned int device, kind;

	for (device = 0; device < MNBENCH_DEVICES_MAX; device++)
		for (kind = 0; kind < MNB_LOCK_KINDS; kind++)
			mnb_lock_kinds[kind].init(&device_locks[device][kind]);
}

void mnb_driver_lock_teach(const struct mnb_lock_kind *kind,
			   struct mnb_driver_lock *lock, struct mm_struct *mm)
{
	if (!IS_ENABLED(CONFIG_LOCKDEP))
		return;
	mmap_read_lock(mm);
	fs_reclaim_acquire(GFP_KERNEL);
	if (kind->acquire(lock))
		kind->release(lock);
	fs_reclaim_release(GFP_KERNEL);
	mmap_read_unlock(mm);
}
