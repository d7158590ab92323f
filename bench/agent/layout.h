/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where in the address space the device region and the activity lie.
 *
 *	16 TiB  device region; placements same-chunk and overlap act inside it
 *	32 TiB  the area of placement far
 *	40 TiB  the extra VMAs
 *	48 TiB  the spare area that a workload may move to
 *
 * The bases are aligned to the largest chunk, so that `far` is in another chunk
 * whatever the chunk size. A variant of the layout has `far` and the spare area
 * elsewhere in that.
 */
#ifndef AGENT_LAYOUT_H
#define AGENT_LAYOUT_H

#include <stdbool.h>

#include "common/cell.h"
#include "workload.h"

#define REGION_BASE (16UL << 40)
#define FAR_BASE    (32UL << 40)
#define VMAS_BASE   (40UL << 40)
#define SPARE_BASE  (48UL << 40)

struct layout {
	uintptr_t region;
	size_t region_size; /* bytes, as all sizes here */
	size_t stride;
	size_t run; /* the device uses so much of each stride, from its start */
	size_t runs;
	bool zero;   /* the runs are read, not written */
	size_t vmas; /* extra ones of a page each, with holes between them */
	/*
	 * The area lies in a larger VMA, whose last page is written and keeps
	 * the page table: what an operation costs must not depend on the
	 * placement.
	 */
	uintptr_t surroundings;
	size_t surroundings_size;
	struct activity activity;
};

/*
 * Work out the addresses. @workload: NULL where the application is idle; the area
 * is there all the same. @variant: any number; 0: the bases themselves. Returns 0,
 * or -ERANGE if the area leaves the region.
 */
int layout_plan(struct layout *layout, const struct cell *cell,
		const struct workload *workload, uint64_t variant);

/*
 * Map and write it all. The process's other writable memory, and the region as
 * far as no activity acts on it, are kept from forks. Returns 0 or -errno.
 */
int layout_map(struct layout *layout);

/* The runs [*first, *end) that have a byte in [start, start + size). */
void layout_runs(const struct layout *layout, uintptr_t start, size_t size,
		 size_t *first, size_t *end);

static inline uintptr_t layout_run(const struct layout *layout, size_t index)
{
	return layout->region + index * layout->stride;
}

#endif
