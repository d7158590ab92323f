/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hunt for stale pages: threads that change the address space at random,
 * each its own pages of it, race with threads that make the device read, write
 * and map these pages. After each change, whatever the device can still reach
 * must be what the CPU reaches.
 *
 *	hunt.c		the list of hunts
 *	hunt_layout.c	preparing one: its areas and its session
 *	hunt_threads.c	its threads
 *	hunt_end.c	what may be left at its end
 *	hunt_change.c	the changes
 *	hunt_kernel.c	changes that the kernel makes
 *	hunt_huge.c	the same for huge pages
 *	hunt_check.c	device against CPU
 *	hunt_planted.c	whether the hunt finds planted faults
 *
 * A page of a changer, in words of 8 bytes: 0 is written when it is mapped or
 * touched, 1 and 3 by checks, 2 by devices, 4 by children.
 */
#ifndef HUNT_H
#define HUNT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "suites.h"
#include "workload.h"

#define HUNT_CHANGERS  2
#define BUFFER_OVERLAP 6 /* pages */
#define HUNT_DEVICES   2

/* Exit status of a hunt that found something. */
#define HUNT_FOUND 3

/* What the CPU may do with a page. */
enum hunt_rights { RIGHTS_UNMAPPED, RIGHTS_NONE, RIGHTS_READ, RIGHTS_WRITE };

/*
 * Parts of the device region that one changer owns. The device uses `near` more
 * often than `huge` and `apart`, which may be in the same chunk as `near`.
 */
enum { AREA_NEAR, AREA_APART, AREA_HUGE, AREA_COUNT };

struct hunt_area {
	uintptr_t base;
	size_t pages;
	size_t file_offset; /* bytes; its own part of the shared file */
	uint8_t rights[BLOCK_BYTES / PAGE_BYTES]; /* enum hunt_rights */
	bool shared[BLOCK_BYTES / PAGE_BYTES];
};

struct hunt_range {
	struct hunt_area *area;
	size_t first, count; /* pages */
};

static inline uintptr_t hunt_address(const struct hunt_range *range)
{
	return range->area->base + range->first * PAGE_BYTES;
}

static inline size_t hunt_bytes(const struct hunt_range *range)
{
	return range->count * PAGE_BYTES;
}

/* The words of a page that are ever written; see above. */
#define HUNT_WORDS 5

static inline volatile uint64_t *hunt_word(uintptr_t page, size_t index)
{
	return (volatile uint64_t *)page + index;
}

/* What the kernel did at the request of a change, counted in pages. */
enum hunt_act {
	ACT_PROTECTED, /* by userfaultfd */
	ACT_MOVED,     /* by userfaultfd */
	ACT_MERGED,    /* by KSM */
	ACT_MIGRATED,
	ACT_PAGED_OUT,
	ACT_POISONED,
	ACT_OFFLINED,
	ACT_WRITTEN,   /* back to a disk */
	ACT_COLLAPSED, /* by khugepaged: in huge pages */
	ACT_HUGETLB,   /* in huge pages */
	ACT_COUNT
};

/* What the hunts of a mode did together; in shared memory. */
struct hunt_sum {
	atomic_ulong steps, collisions, splits;
	atomic_ulong acts[ACT_COUNT];
};

struct hunt;

struct hunt_changer {
	struct hunt *hunt;
	size_t index;
	uint64_t random;
	uint64_t stamp; /* no value is written twice */
	struct hunt_area areas[AREA_COUNT];
	void *child_stack; /* its top: shared memory */
	/* The step under way: */
	unsigned long step;
	const char *change;
	struct hunt_range changed[2]; /* what it changed */
	size_t changed_count;
	struct hunt_range before; /* what the step before changed */
};

struct hunt {
	struct cell cell;
	const char *name;
	uint64_t seed;
	unsigned long steps;
	int fd;       /* the session */
	bool buffers; /* the mode needs them */
	int file, pagemap, clear_refs, page_flags;
	int disk, uffd, uffd_move; /* -1: the kernel lacks it */
	size_t nodes;
	struct hunt_sum *sum;
	atomic_uint lost; /* pages that the kernel will not use again */
	/* Held for writing by changes that act on pages of all changers. */
	pthread_rwlock_t lock;
	atomic_ulong step, accesses;
	atomic_bool stop;
	struct hunt_changer changers[HUNT_CHANGERS];
};

/* Pseudo-random numbers: xorshift64*. The state is never 0. */
static inline uint32_t hunt_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717ULL >> 32;
}

/* One change at random, checked. */
void hunt_step(struct hunt_changer *changer);

/* Map all areas of a changer. */
void hunt_map_areas(struct hunt_changer *changer);

/* The device pages in a range are those of the CPU, with no more rights. */
void hunt_check(struct hunt_changer *changer, const struct hunt_range *range);

/* The device holds no page of the range. */
void hunt_check_absent(struct hunt_changer *changer,
		       const struct hunt_range *range);

/* As hunt_check(), for any address; the rights of the CPU are not known. */
void hunt_check_unknown(struct hunt_changer *changer, uintptr_t addr,
			size_t size);

/*
 * The device may not write to a private page that is mapped elsewhere as well:
 * by a child, or by KSM. While it runs, no page may become shared.
 */
void hunt_check_unshared(struct hunt_changer *changer,
			 const struct hunt_area *area);

/* The device may not write to a page of a disk that is clean. */
void hunt_check_clean(struct hunt_changer *changer,
		      const struct hunt_range *range);

/* The pages of a range that are in swap. */
size_t hunt_count_swapped(struct hunt_changer *changer,
			  const struct hunt_range *range);

/* Let others run for this time. */
void hunt_sleep(uint32_t ns);

/*
 * Register buffers, in modes that need them: two that overlap in each area
 * `near`, which leave a rest of it, and one for all of `huge`; none for
 * `apart`.
 */
enum { BUFFER_LOW, BUFFER_HIGH, BUFFER_COUNT };
struct hunt_range hunt_buffer(struct hunt_changer *changer, size_t index);

/* Check everything that the changer owns. */
void hunt_check_areas(struct hunt_changer *changer);

/* Print what was found where and how to repeat it, and end the process. */
void hunt_found(const struct hunt_changer *changer, uintptr_t addr,
		const char *format, ...)
	__attribute__((format(printf, 3, 4), noreturn));

/* The number of hunts in a mode. They share its steps. */
size_t hunt_variants(const struct mode_info *mode);
/*
 * Run one of them in this process. It ends the process if it finds something.
 */
void hunt_variant(const struct mode_info *mode, size_t index,
		  struct hunt_sum *sum);

/* Shared memory for so many sums, which are 0. NULL without memory. */
struct hunt_sum *hunt_new_sums(size_t count);

#endif
