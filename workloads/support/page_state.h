/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What /proc/self/pagemap says of pages, with which a workload checks that its
 * operation did its work. Reading it makes no notifier call and no page fault.
 */
#ifndef SUPPORT_PAGE_STATE_H
#define SUPPORT_PAGE_STATE_H

#include "support/activity.h"

/* Bits of an entry: Documentation/admin-guide/mm/pagemap.rst */
#define PAGE_PRESENT (UINT64_C(1) << 63)
#define PAGE_SWAPPED (UINT64_C(1) << 62)
#define PAGE_OF_FILE (UINT64_C(1) << 61)
#define PAGE_GUARD   (UINT64_C(1) << 58)
#define PAGE_UFFD_WP (UINT64_C(1) << 57)
#define PAGE_FRAME   ((UINT64_C(1) << 55) - 1) /* 0 without CAP_SYS_ADMIN */

/* Read the entries of @count pages. Returns 0 or -errno. */
int page_state_read(struct activity *a, uintptr_t start, size_t count,
		    uint64_t *entries);

/*
 * Check that each page of the target has the bits @value of @mask. Returns 0;
 * -errno; or -ENODATA if one has not, and then @undone says what was not done.
 */
int target_expect(struct activity *a, uint64_t mask, uint64_t value,
		  const char *undone);

/* The same by a function that is called for each page, with its entry. */
int target_expect_each(struct activity *a,
		       bool (*is_right)(void *data, size_t page,
					uint64_t entry),
		       void *data, const char *undone);

/* Check that no page of the target is there. */
int target_expect_discarded(struct activity *a);

/* Check that some of [start, start + size), or of the target, is not mapped. */
int expect_unmapped(struct activity *a, uintptr_t start, size_t size);
int target_expect_unmapped(struct activity *a);

/* Store what was not done. Returns -ENODATA. */
int not_done(struct activity *a, const char *undone);

#endif
