/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A session: an open file, the mm that opened it, and the device attached to it.
 */
#ifndef MNB_SESSION_H
#define MNB_SESSION_H

#include <linux/mm_types.h>
#include <linux/rwsem.h>

#include "device.h"
#include "mnbench_abi.h"
#include "mode.h"

struct mnb_session {
	/* A reference on mm_count: it may exit meanwhile. */
	struct mm_struct *mm;
	/*
	 * Commands hold it for reading, attach and detach for writing. Taken
	 * before mmap_lock; no callback takes it.
	 */
	struct rw_semaphore attach_lock;
	const struct mnb_mode *mode; /* NULL when not attached */
	void *state;                 /* the mode's own */
	/* mnb_interval_register() was called; the mm stays registered. */
	bool armed;
	struct mnbench_attach config;
	struct mnb_device device;
};

struct mnb_session *mnb_session_create(void);
void mnb_session_destroy(struct mnb_session *session);

/* The ioctls, called in the context of the session's mm. */
long mnb_session_attach(struct mnb_session *session, void __user *arg);
long mnb_session_detach(struct mnb_session *session);
long mnb_session_submit(struct mnb_session *session, void __user *arg);
long mnb_session_counters(struct mnb_session *session, void __user *arg);
long mnb_session_settle(struct mnb_session *session);

/*
 * Read an argument that starts with its size; @first is the size that the
 * structure had when it was introduced.
 */
int mnb_copy_argument(void *to, size_t size, size_t first,
		      const void __user *arg);
/* Write back as much of it as the caller knows. */
int mnb_return_argument(void __user *arg, const void *from, size_t size);

#endif
