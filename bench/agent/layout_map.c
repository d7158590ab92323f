// SPDX-License-Identifier: GPL-2.0-only
/* Mapping and writing the memory of a layout. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/mman.h>

#include "agent/layout.h"
#include "agent/layout_memory.h"
#include "agent/layout_space.h"
#include "agent/nodes.h"

#define CHILD_STACK_BYTES (64UL << 10)

/*
 * Keep data, heap, stack and relocated data from forks: a child needs only text
 * and its shared stack.
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
 * Like the VMAs of a large program, each has its own anon_vma, whose lock
 * mm_take_all_locks() takes.
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
	/* One call for all; -ENOMEM only means that there are holes. */
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

void layout_renew(const struct layout *layout, uintptr_t start, size_t size)
{
	if (layout->reads)
		read_pages(start, size);
	else
		touch_pages(start, size);
}

/* The thread is bound for the area, which is a mapping of its own. */
static int write_region(const struct layout *layout)
{
	int ret = nodes_bind_thread(layout->node);

	if (ret)
		return ret;
	for (size_t i = 0; i < layout->runs; i++)
		layout_renew(layout, layout_run(layout, i), layout->run);
	return nodes_unbind_thread(layout->node);
}

static int write_area(struct activity *a)
{
	int ret = nodes_bind_thread(a->node);

	if (!ret)
		ret = write_target(a);
	return ret ? ret : nodes_unbind_thread(a->node);
}

/* An area in place of a run may have memory of its own. */
static bool is_replaced(const struct layout *layout, uintptr_t run)
{
	const struct activity *a = &layout->activity;

	return !layout->area_of_region && run < area_end(a) &&
	       a->area < run + layout->run;
}

static int check_nodes(const struct layout *layout)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < layout->runs; i++)
		if (!is_replaced(layout, layout_run(layout, i)))
			ret = nodes_check_range(layout_run(layout, i),
						layout->run, layout->node);
	return ret;
}

int layout_map(struct layout *layout)
{
	struct activity *a = &layout->activity;
	int ret = 0;

	if (layout->surroundings_size)
		ret = map_area(layout->surroundings, layout->surroundings_size);
	if (!ret)
		ret = layout_open_memory(layout);
	if (!ret)
		ret = map_memory(&layout->mapping, layout->region,
				 layout->region_size);
	if (!ret)
		ret = nodes_bind_range(layout->region, layout->region_size,
				       layout->node);
	if (!ret)
		ret = keep_from_forks();
	/* A shared mapping is not kept yet; the area is a VMA beside it. */
	if (!ret &&
	    madvise((void *)layout->region, layout->region_size, MADV_DONTFORK))
		ret = -errno;
	if (!ret)
		ret = map_vmas(layout);
	if (!ret && layout->space)
		ret = layout_map_space(layout);
	if (!ret)
		ret = map_child_stack(a);
	if (!ret)
		ret = layout_map_area(layout);
	if (ret)
		return ret;
	ret = write_region(layout);
	if (ret)
		return ret;
	layout_keep_table(layout, 0);
	ret = write_area(a);
	if (!ret)
		ret = layout_finish_memory(layout);
	return ret ? ret : check_nodes(layout);
}
