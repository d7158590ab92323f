// SPDX-License-Identifier: GPL-2.0-only
/* Mapping the memory of an activity, and using its pages. */
#include "support/area.h"

#include <errno.h>
#include <linux/mman.h>
#include <sys/mman.h>

#define VMAS_MAX 8

int map_memory(const struct mapping *mapping, uintptr_t addr, size_t size)
{
	int flags = MAP_FIXED | MAP_NORESERVE;
	off_t offset = 0;
	int file = -1;

	flags |= mapping->shared ? MAP_SHARED : MAP_PRIVATE;
	if (mapping->hugetlb)
		flags |= MAP_HUGETLB |
			 (mapping->page_size > BLOCK_BYTES ? MAP_HUGE_1GB
							   : MAP_HUGE_2MB);
	if (mapping->mapped_file) {
		file = mapping->file;
		offset = (off_t)(addr - mapping->base);
	} else {
		flags |= MAP_ANONYMOUS;
	}
	if (mmap((void *)addr, size, PROT_READ | PROT_WRITE, flags, file,
		 offset) == MAP_FAILED)
		return -errno;
	if (mapping->thp && madvise((void *)addr, size, MADV_HUGEPAGE))
		return -errno;
	/* Without it pages would be read in larger pieces, since 6.12. */
	if (mapping->disk && madvise((void *)addr, size, MADV_RANDOM))
		return -errno;
	return 0;
}

int map_area(uintptr_t addr, size_t size)
{
	const struct mapping anonymous = {0};

	return map_memory(&anonymous, addr, size);
}

void touch_pages(uintptr_t addr, size_t size)
{
	for (uintptr_t p = addr; p < addr + size; p += PAGE_BYTES)
		*(volatile char *)p = 1;
}

void read_pages(uintptr_t addr, size_t size)
{
	for (uintptr_t p = addr; p < addr + size; p += PAGE_BYTES)
		(void)*(volatile char *)p;
}

int write_target(struct activity *a)
{
	for (size_t i = 0; i < a->target_size; i += a->target_stride)
		if (a->target_read)
			read_pages(a->target + i, a->target_run);
		else
			touch_pages(a->target + i, a->target_run);
	return 0;
}

int map_and_write_target(struct activity *a)
{
	int ret = map_memory(&a->mapping, a->area, a->area_size);

	return ret ? ret : write_target(a);
}

int discard_target(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_DONTNEED)
		       ? -errno
		       : 0;
}

size_t target_piece(const struct activity *a)
{
	size_t page = mapping_page(&a->mapping);
	size_t pages = a->target_size / page;

	return (pages + VMAS_MAX - 1) / VMAS_MAX * page;
}

int cut_vmas(uintptr_t addr, size_t size, size_t piece)
{
	for (size_t i = piece; i < size; i += 2 * piece) {
		size_t left = size - i;

		if (madvise((void *)(addr + i), left < piece ? left : piece,
			    MADV_DONTDUMP))
			return -errno;
	}
	return 0;
}
