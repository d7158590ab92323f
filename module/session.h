/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A session: an open file, the mm that opened it, and the device that is
 * attached to that mm.
 */
#ifndef MNB_SESSION_H
#define MNB_SESSION_H

#include <linux/mm_types.h>
#include <linux/rwsem.h>

#include "device.h"
#include "mnbench_abi.h"
#include "mode.h"

struct mnb_session {
	/* With a reference on mm_count only, so the mm may exit meanwhile. */
	struct mm_struct *mm;
	/*
	 * Commands hold it for reading, attach and detach for writing. Taken
	 * before mmap_lock; no callback takes it.
	 */
	struct rw_semaphore attach_lock;
	const struct mnb_mode *mode; /* NULL when not attached */
	void *state;                 /* for the mode's use */
	/*
	 * Called before each command; the mode sets it at the attach. NULL:
	 * nothing is to be done. May sleep, and ignores signals.
	 */
	void (*before_command)(struct mnb_session *session);
	/* mnb_interval_register() was called; the mm stays registered. */
	bool armed;
	struct mnbench_attach config;
	/* As in config, in modes with chunks or buffers; else 0. */
	u32 chunk_bytes, page_bytes;
	struct mnb_device device;
};

/* Bytes that the driver keeps for a chunk or buffer of that length. */
static inline size_t mnb_ballast(const struct mnb_session *session,
				 unsigned long length)
{
	return session->chunk_bytes +
	       (size_t)session->page_bytes * (length >> PAGE_SHIFT);
}

struct mnb_session *mnb_session_create(void);
void mnb_session_destroy(struct mnb_session *session);

/* The ioctls. All but counters run in a task of the session's mm. */
long mnb_session_attach(struct mnb_session *session, void __user *arg);
long mnb_session_detach(struct mnb_session *session);
long mnb_session_submit(struct mnb_session *session, void __user *arg);
long mnb_session_counters(struct mnb_session *session, void __user *arg);
long mnb_session_settle(struct mnb_session *session);

/*
 * Copy in a structure that starts with its size, as mnbench_abi.h says. @first:
 * the size that it had when it was introduced. -EINVAL if it is smaller,
 * -E2BIG, -EFAULT.
 */
int mnb_copy_argument(void *to, size_t size, size_t first,
		      const void __user *arg);
/* Copy it out, as much as the caller knows. -EFAULT. */
int mnb_return_argument(void __user *arg, const void *from, size_t size);

#endif
