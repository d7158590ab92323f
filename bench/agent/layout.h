/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The layout of a sample: where device region and activity are in the address
 * space.
 *
 *	16 TiB  device region; placements same-chunk and overlap act inside it
 *	32 TiB  the area of placement far
 *	40 TiB  the extra VMAs
 *	48 TiB  the spare area that a workload may move to
 *	64 TiB  to 120 TiB: VMAs of a program (common/address_space.h)
 *
 * The bases are aligned to the largest chunk, so that `far` is in another chunk
 * with any chunk size. A variant of the layout shifts `far` and the spare area
 * inside it.
 */
#ifndef AGENT_LAYOUT_H
#define AGENT_LAYOUT_H

#include <stdbool.h>

#include "common/address_space.h"
#include "common/cell.h"
#include "workload.h"

/* Where files of an activity are that have a name. */
#define ACTIVITY_FOLDER "/tmp"

#define REGION_BASE (16UL << 40)
#define FAR_BASE    (32UL << 40)
#define VMAS_BASE   (40UL << 40)
#define SPARE_BASE  (48UL << 40)

struct layout {
	uintptr_t region;
	size_t region_size; /* bytes, as all sizes here */
	size_t stride;
	size_t run; /* the device uses the start of each stride */
	size_t runs;
	size_t buffers; /* that cover each run; see layout_buffer() */
	bool reads;     /* the CPU reads the runs and never writes them */
	struct mapping mapping; /* of the region */
	bool copied;            /* a fork copies the region */
	bool shared_by_fork;    /* with another process, until the end */
	int source;             /* that process; 0: there is none */
	int node;               /* of the region; -1: that of the CPU */
	size_t vmas; /* extra ones of a page each, with holes between them */
	const struct address_space *space; /* of a program; NULL: none */
	/*
	 * The area is inside a larger VMA. The last page of that is written, so
	 * that the page table stays: the cost of an operation must not depend
	 * on the placement. Size 0: there is no such VMA.
	 */
	uintptr_t surroundings;
	size_t surroundings_size;
	struct activity activity;
	bool area_of_region; /* the area has memory of the region */
	/* From the area of one thread to that of the next. */
	size_t distance;
	/* The VMA that has the areas of all threads; size 0: there is none. */
	uintptr_t shared;
	size_t shared_size;
};

/*
 * Choose the addresses. @workload: NULL where the application is idle; an area
 * is chosen nevertheless. @variant: any number shifts `far` and the spare area;
 * 0 does not. Returns 0, or -ERANGE if the area does not fit the region.
 */
int layout_plan(struct layout *layout, const struct cell *cell,
		const struct workload *workload, uint64_t variant);

/*
 * Choose where the other threads of a cell act, after the area has been chosen;
 * layout_plan() calls it. And where thread @index does, the first of which is
 * the measured one.
 */
void layout_plan_parts(struct layout *layout, const struct cell *cell);
void layout_part(const struct layout *layout, size_t index,
		 struct activity *part);

/* Map the area, with all that is in the same VMA. Returns 0 or -errno. */
int layout_map_area(const struct layout *layout);

/* Write what keeps the page table of a thread's area, where there is such. */
void layout_keep_table(const struct layout *layout, size_t index);

/*
 * Map and write all memory. Forks do not copy other writable memory of the
 * process, nor the region where no activity acts on it, unless the cell wants
 * that. Returns 0 or -errno; -ENOMEM also if huge pages were asked for and are
 * not there, and -ENODATA if pages are not on the NUMA node that they shall be
 * on.
 */
int layout_map(struct layout *layout);

/*
 * Check that the pages of the target are huge if they shall be. Returns 0 or
 * -ENOMEM.
 */
int layout_check_huge(const struct layout *layout, size_t threads);

/* End what layout_map() started. */
void layout_end(struct layout *layout);

/* Let the CPU write, or read, a part of the region that it does not have. */
void layout_renew(const struct layout *layout, uintptr_t start, size_t size);

/* Find the runs [*first, *end) that have a byte in [start, start + size). */
void layout_runs(const struct layout *layout, uintptr_t start, size_t size,
		 size_t *first, size_t *end);

static inline uintptr_t layout_run(const struct layout *layout, size_t index)
{
	return layout->region + index * layout->stride;
}

/*
 * The bytes of a buffer of a run: all begin where the run does. The first one
 * covers the run, and each other ends a page earlier than the one before, while
 * there are pages. So what meets the start of the run meets all.
 */
static inline size_t layout_buffer(const struct layout *layout, size_t index)
{
	size_t less = index * PAGE_BYTES;

	return less < layout->run ? layout->run - less : PAGE_BYTES;
}

#endif
