// SPDX-License-Identifier: GPL-2.0-only
/* Predicting the notifier calls of an operation. */
#include "support/notifier_calls.h"

#include <stdlib.h>

#include "lib/memory.h"
#include "support/kernel_version.h"

#define GIB (1UL << 30)

void predict_call(struct notifier_calls *p, enum mnbench_event event,
		  uintptr_t start, uintptr_t end)
{
	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 16;
		p->calls = must_resize(p->calls, p->room, sizeof(*p->calls));
	}
	p->calls[p->count++] = (struct notifier_call){event, start, end};
}

void notifier_calls_free(struct notifier_calls *p)
{
	free(p->calls);
	*p = (struct notifier_calls){0};
}

void predict_pieces(struct notifier_calls *p, enum mnbench_event event,
		    uintptr_t start, uintptr_t end, size_t piece)
{
	for (; start < end; start += piece)
		predict_call(p, event, start,
			     end - start < piece ? end : start + piece);
}

void predict_pages(struct notifier_calls *p, enum mnbench_event event,
		   uintptr_t start, uintptr_t end)
{
	predict_pieces(p, event, start, end, PAGE_BYTES);
}

static void predict_split(struct notifier_calls *p, uintptr_t vma_start,
			  uintptr_t vma_end, uintptr_t cut)
{
	uintptr_t block = cut & ~(BLOCK_BYTES - 1);

	if (cut > vma_start && cut < vma_end && cut != block &&
	    block >= vma_start && block + BLOCK_BYTES <= vma_end)
		predict_call(p, MNBENCH_EVENT_CLEAR, block,
			     block + BLOCK_BYTES);
}

void predict_splits(struct notifier_calls *p, uintptr_t vma_start,
		    uintptr_t vma_end, uintptr_t start, uintptr_t end)
{
	predict_split(p, vma_start, vma_end, start);
	predict_split(p, start > vma_start ? start : vma_start, vma_end, end);
}

void predict_unmap_inside(struct notifier_calls *p,
			  const struct mapping *mapping, unsigned int kernel,
			  uintptr_t start, uintptr_t end)
{
	if (mapping->hugetlb && kernel < KERNEL(6, 2))
		predict_call(p, MNBENCH_EVENT_UNMAP, start, end);
}

void predict_unmap_inside_pieces(struct notifier_calls *p,
				 const struct activity *a, uintptr_t start,
				 uintptr_t end, size_t piece)
{
	for (; start < end; start += piece)
		predict_unmap_inside(p, &a->mapping, a->kernel, start,
				     end - start < piece ? end : start + piece);
}

void predict_unmap(struct notifier_calls *p, const struct activity *a,
		   uintptr_t start, uintptr_t end)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, start, end);
	predict_unmap_inside(p, &a->mapping, a->kernel, start, end);
}

void predict_move_tables(struct notifier_calls *p, const struct activity *a,
			 uintptr_t start, uintptr_t end)
{
	predict_call(p,
		     a->mapping.hugetlb ? MNBENCH_EVENT_CLEAR
					: MNBENCH_EVENT_UNMAP,
		     start, end);
}

void predict_move(struct notifier_calls *p, const struct activity *a,
		  uintptr_t start, uintptr_t end)
{
	predict_move_tables(p, a, start, end);
	predict_unmap(p, a, start, end);
}

void predict_cut_vmas(struct notifier_calls *p, uintptr_t addr, size_t size,
		      size_t piece)
{
	uintptr_t end = addr + size, start = addr + piece;

	for (; start < end; start += 2 * piece)
		predict_splits(p, start - piece, end, start,
			       end - start < piece ? end : start + piece);
}

void predict_protection(struct notifier_calls *p, const struct activity *a,
			uintptr_t start, uintptr_t end)
{
	uintptr_t piece = a->kernel < KERNEL(6, 12) ? GIB : 512 * GIB;

	while (start < end) {
		uintptr_t next = (start & ~(piece - 1)) + piece;

		if (next > end || a->mapping.hugetlb)
			next = end;
		predict_call(p, MNBENCH_EVENT_PROTECTION_VMA, start, next);
		start = next;
	}
}

enum mnbench_event fork_event(const struct activity *a)
{
	return a->mapping.hugetlb ? MNBENCH_EVENT_CLEAR
				  : MNBENCH_EVENT_PROTECTION_PAGE;
}

void predict_fork(const struct activity *a, struct notifier_calls *p)
{
	const struct copied_range ranges[] = {
		a->copied[0],
		{a->area,
		 a->mapping.shared || a->target_read ? 0 : a->area_size},
		a->copied[1],
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (ranges[i].size)
			predict_call(p,
				     i == 1 ? fork_event(a)
					    : MNBENCH_EVENT_PROTECTION_PAGE,
				     ranges[i].start,
				     ranges[i].start + ranges[i].size);
	predict_fork_program(a, p);
}

void predict_fork_program(const struct activity *a, struct notifier_calls *p)
{
	for (size_t i = 0; i < a->program_count; i++)
		predict_call(p, MNBENCH_EVENT_PROTECTION_PAGE,
			     a->program[i].start,
			     a->program[i].start + a->program[i].size);
}

void predict_target_pages(const struct activity *a, struct notifier_calls *p)
{
	predict_pieces(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a),
		       mapping_page(&a->mapping));
}

/*
 * The first write to a transparent huge page maps it by small pages
 * (do_huge_pmd_wp_page, __split_huge_pmd), which are copied one by one.
 */
void predict_target_copies(const struct activity *a, struct notifier_calls *p)
{
	uintptr_t block = a->target;

	if (!a->mapping.thp) {
		predict_target_pages(a, p);
		return;
	}
	for (; block < target_end(a); block += BLOCK_BYTES) {
		predict_call(p, MNBENCH_EVENT_CLEAR, block,
			     block + BLOCK_BYTES);
		predict_pages(p, MNBENCH_EVENT_CLEAR, block,
			      block + BLOCK_BYTES);
	}
}

void predict_target(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
	predict_unmap_inside(p, &a->mapping, a->kernel, a->target,
			     target_end(a));
}

void predict_target_unmap(const struct activity *a, struct notifier_calls *p)
{
	predict_unmap(p, a, a->target, target_end(a));
}

void predict_target_protection(const struct activity *a,
			       struct notifier_calls *p)
{
	predict_protection(p, a, a->target, target_end(a));
}

void predict_target_splits(const struct activity *a, struct notifier_calls *p)
{
	predict_splits(p, a->area, area_end(a), a->target, target_end(a));
}

void predict_spare_unmap(const struct activity *a, struct notifier_calls *p)
{
	predict_unmap(p, a, a->spare, a->spare + a->target_size);
}

void predict_nothing(const struct activity *a, struct notifier_calls *p)
{
	(void)a;
	(void)p;
}
