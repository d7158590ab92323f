/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files that make the hunt's changes share. */
#ifndef HUNT_CHANGE_H
#define HUNT_CHANGE_H

#include "hunt.h"

/* Pages that most changes act on. */
#define CHANGED_MAX 8

static inline uint32_t below(struct hunt_changer *c, uint32_t limit)
{
	return hunt_random(&c->random) % limit;
}

/* Remember a range that this step changes; at most two. */
static inline void record(struct hunt_changer *c,
			  const struct hunt_range *range)
{
	c->changed[c->changed_count++] = *range;
}

void set_pages(const struct hunt_range *range, enum hunt_rights rights,
	       bool shared);
struct hunt_range any_range_of(struct hunt_changer *c, struct hunt_area *area);
struct hunt_range any_range(struct hunt_changer *c);
/* Reduce a range to its part from its first mapped page to the next gap. */
void skip_gaps(struct hunt_range *range);
/* The CPU writes the pages that it may write, and reads those it may read. */
void touch(struct hunt_changer *c, const struct hunt_range *range);
/* Map new anonymous pages, all of `huge` if it is there, and record that. */
void map_anonymous(struct hunt_changer *c, struct hunt_range range);

/* Changes that the kernel makes, in hunt_kernel.c and hunt_huge.c. */
void change_by_uffd(struct hunt_changer *c);
void change_uffd_move(struct hunt_changer *c);
void change_by_ksm(struct hunt_changer *c);
void change_node(struct hunt_changer *c);
void change_pageout(struct hunt_changer *c);
void change_poison(struct hunt_changer *c);
void change_offline(struct hunt_changer *c);
void change_written(struct hunt_changer *c);
void change_by_khugepaged(struct hunt_changer *c);
void change_hugetlb(struct hunt_changer *c);

#endif
