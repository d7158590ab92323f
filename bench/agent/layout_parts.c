// SPDX-License-Identifier: GPL-2.0-only
/* Where the threads of a cell act: parts of one VMA, or VMAs of their own. */
#include "agent/layout.h"
#include "common/cell_sharing.h"
#include "support/area.h"

/* From the memory of one thread to that of the next, a power of two. */
static size_t part_distance(const struct layout *layout,
			    const struct cell *cell)
{
	const struct activity *a = &layout->activity;
	uintptr_t end = area_end(a);
	uintptr_t start = layout->surroundings;

	if (start + layout->surroundings_size > end)
		end = start + layout->surroundings_size;
	return sharing_distance(cell, end - start);
}

/*
 * The parts are whole blocks of 2 MiB. Where they begin is a multiple of the
 * distance, so that none has a part of another 1 GiB than it needs.
 */
static void share_vma(struct layout *layout, const struct cell *cell)
{
	struct activity *a = &layout->activity;
	uintptr_t less = layout->surroundings % layout->distance;

	a->area -= less;
	a->target -= less;
	layout->shared = layout->surroundings - less;
	a->mapping.base = layout->shared;
	layout->shared_size = cell->threads * layout->distance;
	layout->surroundings = layout->surroundings_size = 0;
}

void layout_plan_parts(struct layout *layout, const struct cell *cell)
{
	layout->distance = part_distance(layout, cell);
	if (cell->sharing == SHARING_VMA)
		share_vma(layout, cell);
}

void layout_part(const struct layout *layout, size_t index,
		 struct activity *part)
{
	uintptr_t shift = index * layout->distance;

	*part = layout->activity;
	part->area += shift;
	if (!layout->shared_size)
		part->mapping.base += shift;
	part->target += shift;
	part->spare += shift;
}

int layout_map_area(const struct layout *layout)
{
	const struct activity *a = &layout->activity;

	if (layout->shared_size)
		return map_memory(&a->mapping, layout->shared,
				  layout->shared_size);
	return map_memory(&a->mapping, a->area, a->area_size);
}

void layout_keep_table(const struct layout *layout, size_t index)
{
	uintptr_t end = layout->surroundings + layout->surroundings_size;

	if (layout->shared_size)
		end = (layout->activity.target & ~(BLOCK_BYTES - 1)) +
		      BLOCK_BYTES;
	if (end)
		touch_pages(end + index * layout->distance - PAGE_BYTES,
			    PAGE_BYTES);
}
