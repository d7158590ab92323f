/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory that a workload acts on. */
#ifndef SUPPORT_ACTIVITY_H
#define SUPPORT_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAGE_BYTES  4096UL
#define BLOCK_BYTES (2UL << 20) /* what one PMD maps */

/* What memory is, for a workload that cannot act on all of it: a bit each. */
#define MEMORY_SHARED  (1u << 0) /* between all who map it */
#define MEMORY_FILE    (1u << 1)
#define MEMORY_DISK    (1u << 2) /* a file that is written back */
#define MEMORY_THP     (1u << 3)
#define MEMORY_HUGETLB (1u << 4)
/* Huge pages that are larger than what the page allocator has. */
#define MEMORY_GIGANTIC (1u << 7)
/* Each mapping of it has pages of its own, so that no two of them merge. */
#define MEMORY_UNNAMED (1u << 6)
/* Pages that were only read, or that a child has, too. */
#define MEMORY_COPIED_BY_WRITE (1u << 5)

/* How memory is mapped; by default anonymous, private and writable. */
struct mapping {
	bool mapped_file; /* the file below, at the offset from base */
	int file;
	uintptr_t base;
	bool shared;
	bool disk;        /* the file is a disk, whose pages are written back */
	bool thp;         /* with MADV_HUGEPAGE */
	bool hugetlb;     /* anonymous, from the pool of huge pages */
	size_t page_size; /* bytes of its huge pages; 0: see mapping_page() */
	const char *folder; /* where the file is; NULL: it has no name */
};

/* The bytes of a page of the area. */
static inline size_t mapping_page(const struct mapping *mapping)
{
	return mapping->page_size ? mapping->page_size : PAGE_BYTES;
}

/* A range that a fork copies beside the area; size 0: none. */
struct copied_range {
	uintptr_t start;
	size_t size;
};

/*
 * The area is mapped for the workload, which may unmap it. The target is the
 * part of the area that each operation changes.
 */
struct activity {
	unsigned int kernel; /* the running one: support/kernel_version.h */
	uintptr_t area;
	size_t area_size; /* bytes */
	uintptr_t target;
	size_t target_size; /* bytes */
	/* The target's pages: the first target_run of each target_stride. */
	size_t target_stride, target_run;
	bool target_read;       /* the pages are read, never written */
	struct mapping mapping; /* of the area */
	/* In front of the area and behind it. */
	struct copied_range copied[2];
	/* VMAs of a program, behind all others. */
	const struct copied_range *program;
	size_t program_count;
	uintptr_t spare; /* free address space of area_size bytes, for mremap */
	/* Top of a stack in shared memory: fork makes no call for that. */
	void *child_stack;
	int child; /* a process that finish() ends, or 0 */
	int node;  /* of the target before operate(); -1: that of the CPU */
	/* For the workload's own use. */
	int file;
	void *own;
	/* /proc/self/pagemap, from its first use on; 0: it is not open */
	int page_map;
	/* What an operation did not do, although it returned no error. */
	const char *undone;
};

static inline uintptr_t area_end(const struct activity *a)
{
	return a->area + a->area_size;
}

static inline uintptr_t target_end(const struct activity *a)
{
	return a->target + a->target_size;
}

#endif
