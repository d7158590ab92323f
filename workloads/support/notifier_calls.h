/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Predicting the notifier calls of an operation: the calls of
 * invalidate_range_start, in the order in which the mm makes them. Each
 * function names the function of the kernel that it follows.
 */
#ifndef SUPPORT_NOTIFIER_CALLS_H
#define SUPPORT_NOTIFIER_CALLS_H

#include "mnbench_abi.h"
#include "support/activity.h"

struct notifier_call {
	enum mnbench_event event;
	uintptr_t start;
	uintptr_t end; /* exclusive */
};

/* Begin with zeroes. */
struct notifier_calls {
	size_t count, room;
	struct notifier_call *calls;
};

/*
 * Append a notifier call for [start, end) to the prediction. Without memory for
 * it the program ends.
 */
void predict_call(struct notifier_calls *p, enum mnbench_event event,
		  uintptr_t start, uintptr_t end);
void notifier_calls_free(struct notifier_calls *p);

/* One for each page of [start, end), in the order of the addresses. */
void predict_pages(struct notifier_calls *p, enum mnbench_event event,
		   uintptr_t start, uintptr_t end);

/* One for each piece of [start, end). */
void predict_pieces(struct notifier_calls *p, enum mnbench_event event,
		    uintptr_t start, uintptr_t end, size_t piece);

/*
 * [start, end) becomes a VMA of its own inside the VMA [vma_start, vma_end).
 * Where the kernel splits a VMA it also splits a huge page that might be there,
 * and makes a call for the whole 2 MiB block even if there is none
 * (vma_adjust_trans_huge). There is no such call for a split on the edge of a
 * block, or in a block that is not all in the VMA. The first split shortens the
 * VMA of the second. The block must have a page table of the level above.
 */
void predict_splits(struct notifier_calls *p, uintptr_t vma_start,
		    uintptr_t vma_end, uintptr_t start, uintptr_t end);

/*
 * The call that a VMA makes inside the one for the range that is unmapped: one
 * of huge pages before 6.2 (__unmap_hugepage_range). @kernel: the running one.
 */
void predict_unmap_inside(struct notifier_calls *p,
			  const struct mapping *mapping, unsigned int kernel,
			  uintptr_t start, uintptr_t end);

/* The same for a range that is cut into VMAs of @piece bytes. */
void predict_unmap_inside_pieces(struct notifier_calls *p,
				 const struct activity *a, uintptr_t start,
				 uintptr_t end, size_t piece);

/*
 * A VMA, or a part of it, is unmapped by a call for this range (unmap_vmas);
 * with the call inside it, if there is one.
 */
void predict_unmap(struct notifier_calls *p, const struct activity *a,
		   uintptr_t start, uintptr_t end);

/*
 * The page tables of a VMA are moved (move_page_tables, or for hugetlb
 * move_hugetlb_page_tables); and then the rest of it is unmapped.
 */
void predict_move_tables(struct notifier_calls *p, const struct activity *a,
			 uintptr_t start, uintptr_t end);
void predict_move(struct notifier_calls *p, const struct activity *a,
		  uintptr_t start, uintptr_t end);

/* The calls of cut_vmas() in a VMA that was just mapped. */
void predict_cut_vmas(struct notifier_calls *p, uintptr_t addr, size_t size,
		      size_t piece);

/*
 * The protection of a range full of pages is changed: one call for each 1 GiB
 * (change_pmd_range), since 6.12 for each 512 GiB (change_pud_range).
 */
void predict_protection(struct notifier_calls *p, const struct activity *a,
			uintptr_t start, uintptr_t end);

/*
 * A fork: one call for each private VMA that has anonymous pages
 * (copy_page_range, or for hugetlb copy_hugetlb_page_range); the area is one.
 * Pages that were only read are none.
 */
enum mnbench_event fork_event(const struct activity *a);
void predict_fork(const struct activity *a, struct notifier_calls *p);

/* Of it, those for VMAs of a program. */
void predict_fork_program(const struct activity *a, struct notifier_calls *p);

/*
 * For predict() and predict_rest(), of the whole target: a CLEAR call for each
 * page, which may be huge; those of writes to pages that somebody else has,
 * too; what discarding it, unmapping it, changing its protection and making it
 * a VMA of its own does.
 */
void predict_target_pages(const struct activity *a, struct notifier_calls *p);
void predict_target_copies(const struct activity *a, struct notifier_calls *p);
void predict_target(const struct activity *a, struct notifier_calls *p);
void predict_target_unmap(const struct activity *a, struct notifier_calls *p);
void predict_target_protection(const struct activity *a,
			       struct notifier_calls *p);
void predict_target_splits(const struct activity *a, struct notifier_calls *p);

/* unmap_spare() */
void predict_spare_unmap(const struct activity *a, struct notifier_calls *p);

/* A workload that makes none. */
void predict_nothing(const struct activity *a, struct notifier_calls *p);

#endif
