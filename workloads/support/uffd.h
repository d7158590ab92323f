/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Userfaultfd: a file that tells of page faults. Nobody waits for faults here:
 * one that would have to wait gets SIGBUS. Functions return 0 or -errno.
 */
#ifndef SUPPORT_UFFD_H
#define SUPPORT_UFFD_H

#include <sys/types.h>

#include "support/activity.h"

/* What linux/userfaultfd.h of newer kernels has. */
#define UFFD_MOVE     (UINT64_C(1) << 16) /* since 6.8 */
#define UFFD_WP_ASYNC (UINT64_C(1) << 15) /* since 6.7 */

/* Open one with @features, besides SIGBUS. Returns it or -errno. */
int uffd_open(uint64_t features);

/* @mode: UFFDIO_REGISTER_MODE_MISSING or _WP. The ends need no VMA's edge. */
int uffd_register(int fd, uintptr_t start, size_t size, uint64_t mode);
int uffd_unregister(int fd, uintptr_t start, size_t size);

/* Protect pages against writes, or permit these again. */
int uffd_write_protect(int fd, uintptr_t start, size_t size, bool protect);

/*
 * Move pages. A page in use stays where it is, and the pages behind it, too.
 * Returns how many bytes were moved, at least a page, or -errno.
 */
ssize_t uffd_move(int fd, uintptr_t to, uintptr_t from, size_t size);

/* One in a->file, which is -errno if that failed. For begin() and end(). */
int uffd_begin(struct activity *a, uint64_t features);
void uffd_end(struct activity *a);

/* The same for an area whose writes are to be protected. */
int uffd_begin_wp(struct activity *a);

/* Check that the target is protected, and permit writes to it again. */
int uffd_expect_protected(struct activity *a);
int uffd_permit_target(struct activity *a);

#endif
