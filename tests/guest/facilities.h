/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel can do to the pages of a process besides what the process
 * asks for by munmap(2) and the like: merge, move, swap, poison, write back.
 * A kernel may lack each of them. Functions return 0 or -errno.
 */
#ifndef FACILITIES_H
#define FACILITIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Once for a guest: swap to a ramdisk, and reserve HUGE_PAGES huge pages for
 * hugetlbfs. Daemons that run by themselves are stopped, so that a hunt repeats
 * itself: write-back, KSM and khugepaged run when a test lets them.
 */
#define HUGE_PAGES 4
void facilities_start(void);

/* A disk whose pages are written back. */
#define DISK_PATH "/dev/ram1"
/* The kernel has it: the module brd is loaded. */
bool has_disk(void);
bool has_swap(void);
bool has_huge_pages(void);     /* of hugetlbfs */
bool has_memory_failure(void); /* MADV_HWPOISON and MADV_SOFT_OFFLINE */

/*
 * Let ksmd pass several times over all memory that is MADV_MERGEABLE, and stop
 * it: no page is merged after the call.
 */
bool has_ksm(void);
void ksm_pass(void);
/* The pages that were merged with another, now, in all processes. */
unsigned long ksm_pages(void);

/* Let khugepaged pass over all memory that may have huge pages. */
bool has_khugepaged(void);
void khugepaged_pass(void);

/* NUMA nodes with memory. */
size_t node_count(void);
/* Move pages to a node: those that are there, and are of this process alone. */
int move_to_node(uintptr_t addr, size_t pages, int node);
/* The same by mbind(2). Later pages come from any node again. */
int bind_to_node(uintptr_t addr, size_t pages, int node);

/* Whether the kernel has userfaultfd(2) with these features. */
bool has_uffd(uint64_t features);

#endif
