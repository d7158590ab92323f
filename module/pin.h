/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pinned memory of a buffer, as of RDMA memory regions without on-demand paging
 * (drivers/infiniband/core/umem.c, ib_umem_get()): the device maps the pages
 * that the memory has when it is registered, and keeps them whatever becomes of
 * the CPU's mapping, which nobody tells it. They count against RLIMIT_MEMLOCK.
 */
#ifndef MNB_PIN_H
#define MNB_PIN_H

#include <linux/mm_types.h>

struct mnb_session;

struct mnb_pin {
	struct mm_struct *mm;
	unsigned long count; /* of pages */
	struct page *pages[];
};

/*
 * Pin memory of the current process for writing. Bytes, whole pages. May sleep.
 * ERR_PTR() on failure: -EFAULT (not all of it is mapped for writing), -ENOMEM
 * (also RLIMIT_MEMLOCK), -EINTR (a fatal signal came first), and what else
 * pin_user_pages_fast() returns: -EOPNOTSUPP (DAX), -EHWPOISON, -EBUSY.
 */
struct mnb_pin *mnb_pin_create(struct mm_struct *mm, unsigned long start,
			       unsigned long length);
/* The pages become dirty. The device does not map them any more. May sleep. */
void mnb_pin_destroy(struct mnb_pin *pin);

/* Bytes of kernel memory for it. */
size_t mnb_pin_bytes(const struct mnb_pin *pin);

/*
 * Map the pages on the device, for writing. May sleep. -ENOMEM, or -EINTR when
 * a fatal signal came first; after either some are mapped.
 */
int mnb_pin_map(struct mnb_session *session, const struct mnb_pin *pin,
		unsigned long start);

#endif
