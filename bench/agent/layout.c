// SPDX-License-Identifier: GPL-2.0-only
#include "agent/layout.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define CHILD_STACK_BYTES (64UL << 10)

/*
 * The first run that begins a 2 MiB block and has the margin before it; a
 * target without margins is content with the first run of all.
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

/* Nothing surrounds the region: no operation leaves a part of its VMA. */
static void target_region(struct layout *layout)
{
	struct activity *a = &layout->activity;

	a->area = a->target = layout->region;
	a->area_size = a->target_size = layout->region_size;
	a->target_stride = layout->stride;
	a->target_run = layout->run;
	a->target_zero = layout->zero;
}

/*
 * By up to 256 GiB and 512 MiB: other entries of the page tables of each level, at
 * the same places within a 2 MiB block; an area of some MiB stays within 1 GiB.
 */
static uintptr_t variant_shift(uint64_t variant)
{
	return (variant % 256 << 30) + (variant / 256 % 256 << 21);
}

int layout_plan(struct layout *layout, const struct cell *cell,
		const struct workload *workload, uint64_t variant)
{
	struct activity *a = &layout->activity;
	size_t before = workload ? workload->margin_before : 0;
	size_t behind = workload ? workload->margin_behind : 0;
	uintptr_t shift = variant_shift(variant);
	uintptr_t anchor = FAR_BASE + shift + before;

	memset(layout, 0, sizeof(*layout));
	layout->region = REGION_BASE;
	layout->region_size = cell->region_size;
	layout->stride = cell->region_stride;
	layout->run = cell->region_run;
	layout->runs = cell->region_size / cell->region_stride;
	layout->zero = cell->backing == BACKING_ZERO;
	layout->vmas = cell->vmas;

	if (cell->placement != PLACEMENT_FAR) {
		anchor = find_anchor(layout, before);
		if (!anchor)
			return -ERANGE;
	}
	a->target = anchor;
	if (cell->placement != PLACEMENT_OVERLAP)
		a->target += CELL_SAME_CHUNK_OFFSET;
	a->target_size = cell_activity_pages(cell) * PAGE_BYTES;
	a->area = a->target;
	a->area_size = a->target_size;
	if (before || behind) {
		a->area = anchor - before;
		a->area_size = before + behind;
	}
	a->target_stride = a->target_run = a->target_size;
	a->spare = SPARE_BASE + shift;
	if (workload && workload->everything &&
	    cell->placement == PLACEMENT_OVERLAP) {
		target_region(layout);
		return 0;
	}
	layout->surroundings = anchor - before;
	layout->surroundings_size = before + BLOCK_BYTES;
	if (cell->placement != PLACEMENT_FAR &&
	    a->area + a->area_size > layout->region + layout->region_size)
		return -ERANGE;
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

/*
 * Mark data, heap and stack, and what relocation wrote, as not to be forked: a
 * child runs on text and its shared stack.
 */
static int keep_from_forks(void)
{
	char line[512], perms[5];
	uintptr_t start, end;
	FILE *maps = fopen("/proc/self/maps", "re");

	if (!maps)
		return -errno;
	while (fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s", &start, &end,
			   perms) != 3)
			continue;
		if (perms[2] != 'x' && perms[3] == 'p' &&
		    madvise((void *)start, end - start, MADV_DONTFORK)) {
			fclose(maps);
			return -errno;
		}
	}
	fclose(maps);
	return 0;
}

/*
 * As the VMAs of a large program are: each with an anon_vma of its own, which a
 * registration of the whole address space locks.
 */
static int map_vmas(const struct layout *layout)
{
	const size_t distance = 2 * PAGE_BYTES;
	int ret = 0;

	for (size_t i = 0; !ret && i < layout->vmas; i++) {
		ret = map_area(VMAS_BASE + i * distance, PAGE_BYTES);
		if (!ret)
			touch_pages(VMAS_BASE + i * distance, PAGE_BYTES);
	}
	/* All of them at once; ENOMEM only says that there are holes. */
	if (!ret && layout->vmas &&
	    madvise((void *)VMAS_BASE, layout->vmas * distance,
		    MADV_DONTFORK) &&
	    errno != ENOMEM)
		ret = -errno;
	return ret;
}

static int map_child_stack(struct activity *a)
{
	char *p = mmap(NULL, CHILD_STACK_BYTES, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return -errno;
	a->child_stack = p + CHILD_STACK_BYTES;
	return 0;
}

int layout_map(struct layout *layout)
{
	struct activity *a = &layout->activity;
	int ret = 0;

	if (layout->surroundings_size)
		ret = map_area(layout->surroundings, layout->surroundings_size);
	if (!ret)
		ret = map_area(layout->region, layout->region_size);
	if (!ret)
		ret = keep_from_forks();
	if (!ret)
		ret = map_vmas(layout);
	if (!ret)
		ret = map_child_stack(a);
	if (!ret)
		ret = map_area(a->area, a->area_size);
	if (ret)
		return ret;
	for (size_t i = 0; i < layout->runs; i++)
		if (layout->zero)
			read_pages(layout_run(layout, i), layout->run);
		else
			touch_pages(layout_run(layout, i), layout->run);
	if (layout->surroundings_size)
		touch_pages(layout->surroundings + layout->surroundings_size -
				    PAGE_BYTES,
			    PAGE_BYTES);
	return write_target(a);
}
