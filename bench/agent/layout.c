// SPDX-License-Identifier: GPL-2.0-only
/* Choosing the addresses of a layout. */
#include "agent/layout.h"

#include <errno.h>
#include <string.h>

#include "common/cell_activity.h"
#include "support/kernel_version.h"

/*
 * Find the first run that starts a 2 MiB block and has room for the margin
 * before it: the very first one if there is no margin.
 */
static uintptr_t find_anchor(const struct layout *layout, size_t before)
{
	for (size_t i = 0; i < layout->runs; i++) {
		uintptr_t run = layout_run(layout, i);

		if (run % BLOCK_BYTES == 0 && run - layout->region >= before)
			return run;
	}
	return 0;
}

/*
 * Act on the whole region. It needs no surroundings: no part of its VMA
 * remains.
 */
static void target_region(struct layout *layout)
{
	struct activity *a = &layout->activity;

	a->area = a->target = layout->region;
	a->area_size = a->target_size = layout->region_size;
	a->target_stride = layout->stride;
	a->target_run = layout->run;
	a->target_read = layout->reads;
	a->mapping = layout->mapping;
	layout->area_of_region = true;
}

/*
 * Shift by up to 256 GiB and 512 MiB. That uses other entries of the page
 * tables of each level, but the same places inside a 2 MiB block, and keeps an
 * area of some MiB inside 1 GiB.
 */
static uintptr_t variant_shift(uint64_t variant)
{
	return (variant % 256 << 30) + (variant / 256 % 256 << 21);
}

static void set_backing(struct layout *layout, enum backing backing)
{
	struct mapping *mapping = &layout->mapping;

	layout->reads = backing == BACKING_ZERO || backing == BACKING_FILE;
	layout->shared_by_fork = backing == BACKING_COW;
	mapping->base = layout->region;
	mapping->mapped_file =
		backing == BACKING_FILE || backing == BACKING_SHMEM;
	mapping->shared = backing == BACKING_SHMEM;
	mapping->thp = backing == BACKING_THP;
	mapping->hugetlb = backing == BACKING_HUGETLB;
}

/* The memory of an area outside the region, or in its place. */
static void set_memory(struct activity *a, const struct cell *cell,
		       const struct workload *workload)
{
	struct mapping *mapping = &a->mapping;
	unsigned int memory = cell_activity_memory(cell);

	mapping->base = a->area;
	mapping->thp = memory & MEMORY_THP;
	mapping->hugetlb = memory & MEMORY_HUGETLB;
	if (cell->page_size != PAGE_SIZE_4K)
		mapping->page_size = cell_activity_page(cell);
	if (cell->activity_backing == ACTIVITY_TMPFS ||
	    cell->activity_backing == ACTIVITY_EXT4)
		mapping->folder = ACTIVITY_FOLDER;
	/* A memfd does for both kinds of memory that is shared. */
	if (cell->activity_backing == ACTIVITY_ANONYMOUS && workload->wants)
		memory = workload->wants | MEMORY_FILE;
	mapping->shared = memory & MEMORY_SHARED;
	mapping->mapped_file = memory & MEMORY_FILE;
	mapping->disk = memory & MEMORY_DISK;
}

/*
 * Huge pages begin at a multiple of their size, and so does all around them.
 * What is written behind the area, so that page tables stay, is no huge page.
 */
static void align_huge(struct layout *layout, const struct workload *workload,
		       size_t page)
{
	struct activity *a = &layout->activity;
	size_t before = (workload->margin_before + page - 1) & ~(page - 1);
	size_t behind = (workload->margin_behind + page - 1) & ~(page - 1);
	size_t room = workload->room ? workload->room : 1;

	a->area = a->target - before;
	a->area_size = before + room * a->target_size + behind;
	a->mapping.base = a->area;
	layout->surroundings = a->area;
	layout->surroundings_size = a->area_size + BLOCK_BYTES;
}

/*
 * The parts of the region outside the area that a fork copies. They are VMAs of
 * their own, because the area is mapped after them.
 */
static void plan_copied(struct layout *layout)
{
	struct activity *a = &layout->activity;
	uintptr_t start = layout->region;
	uintptr_t end = start + layout->region_size;

	if (!layout->copied)
		return;
	if (a->area >= end) {
		a->copied[0] = (struct copied_range){start, end - start};
		return;
	}
	a->copied[0] = (struct copied_range){start, a->area - start};
	start = a->area + a->area_size;
	a->copied[1] = (struct copied_range){start, end - start};
}

int layout_plan(struct layout *layout, const struct cell *cell,
		const struct workload *workload, uint64_t variant)
{
	struct activity *a = &layout->activity;
	size_t before = workload ? workload->margin_before : 0;
	size_t page = cell_activity_page(cell);
	uintptr_t shift = variant_shift(variant) & ~(page - 1);
	uintptr_t anchor =
		FAR_BASE + shift + ((before + page - 1) & ~(page - 1));
	size_t offset = 0;

	memset(layout, 0, sizeof(*layout));
	a->kernel = kernel_version();
	layout->region = REGION_BASE;
	layout->region_size = cell->region_size;
	layout->stride = cell->region_stride;
	layout->run = cell->region_run;
	layout->runs = cell->region_size / cell->region_stride;
	layout->buffers = cell->buffers ? cell->buffers : 1;
	layout->copied = !cell->dontfork;
	set_backing(layout, cell->backing);
	layout->vmas = cell->vmas;
	layout->node = cell_node(cell->region_node);
	a->node = cell_node(cell->node);
	layout->space = address_space_at(cell->address_space);

	if (cell->placement != PLACEMENT_FAR) {
		anchor = find_anchor(layout, before);
		if (!anchor)
			return -ERANGE;
	}
	if (cell->placement != PLACEMENT_OVERLAP && page == PAGE_BYTES)
		offset = CELL_SAME_CHUNK_OFFSET;
	a->target = anchor + offset;
	a->target_size = cell_activity_pages(cell) * PAGE_BYTES;
	a->area = a->target;
	a->area_size = a->target_size;
	if (workload && (before || workload->margin_behind)) {
		a->area = anchor - before;
		a->area_size = before + workload_area_behind(workload, offset,
							     a->target_size);
	}
	if (workload)
		set_memory(a, cell, workload);
	a->target_stride = a->target_run = a->target_size;
	a->spare = SPARE_BASE + shift;
	if (workload && workload->everything &&
	    cell->placement == PLACEMENT_OVERLAP) {
		target_region(layout);
		return 0;
	}
	layout->surroundings = anchor - before;
	layout->surroundings_size = before + BLOCK_BYTES;
	if (page > PAGE_BYTES)
		align_huge(layout, workload, page);
	plan_copied(layout);
	if (cell->placement == PLACEMENT_FAR) {
		layout_plan_parts(layout, cell);
		return 0;
	}
	if (a->area + a->area_size > layout->region + layout->region_size)
		return -ERANGE;
	if (workload && !workload_uses_region(workload))
		return 0;
	layout->area_of_region = true;
	a->mapping = layout->mapping;
	a->target_read = cell->backing == BACKING_FILE;
	return 0;
}

void layout_runs(const struct layout *layout, uintptr_t start, size_t size,
		 size_t *first, size_t *end)
{
	uintptr_t stop = start + size;

	*first = *end = 0;
	if (stop <= layout->region ||
	    start >= layout->region + layout->region_size)
		return;
	if (start > layout->region) {
		*first = (start - layout->region) / layout->stride;
		if (start >= layout_run(layout, *first) + layout->run)
			(*first)++;
	}
	*end = (stop - layout->region + layout->stride - 1) / layout->stride;
	if (*end > layout->runs)
		*end = layout->runs;
	if (*end < *first)
		*end = *first;
}
