// SPDX-License-Identifier: GPL-2.0-only
/* What backs the memory of a device region: files, huge pages, forks. */
#include "agent/layout_memory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "support/child.h"
#include "support/kernel_file.h"

#define FREE_PAGES "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages"

static uint64_t huge_pages(const struct layout *layout)
{
	return layout->runs * ((layout->run + BLOCK_BYTES - 1) / BLOCK_BYTES);
}

/* A disk in memory, which the kernel treats as any other disk. */
#define DISK "/dev/ram0"

/* Read it page by page, so that its pages stay small, and are written. */
static int fill_disk(int disk, size_t size)
{
	static const char page[PAGE_BYTES];

	if (posix_fadvise(disk, 0, 0, POSIX_FADV_RANDOM))
		return -EINVAL;
	for (size_t i = 0; i < size; i += sizeof(page))
		if (pwrite(disk, page, sizeof(page), (off_t)i) !=
		    (ssize_t)sizeof(page))
			return -errno;
	return fsync(disk) ? -errno : 0;
}

/* A file of the process alone, which is gone when that ends. */
static int open_file(const struct mapping *mapping)
{
	if (mapping->folder)
		return open(mapping->folder, O_TMPFILE | O_RDWR | O_CLOEXEC,
			    0600);
	return mapping->disk ? open(DISK, O_RDWR | O_CLOEXEC)
			     : memfd_create("area", MFD_CLOEXEC);
}

int layout_open_area(struct activity *a, size_t size)
{
	struct mapping *mapping = &a->mapping;

	/* The agent switches huge pages off where others use the kernel. */
	if (mapping->thp)
		prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
	if (!mapping->mapped_file)
		return 0;
	mapping->file = open_file(mapping);
	if (mapping->file < 0)
		return -errno;
	if (mapping->disk)
		return fill_disk(mapping->file, size);
	return ftruncate(mapping->file, (off_t)size) ? -errno : 0;
}

/* The area has the region's memory, or its own. */
static int open_own_area(struct layout *layout)
{
	struct activity *a = &layout->activity;

	if (!layout->area_of_region)
		return layout_open_area(a, layout->shared_size
						   ? layout->shared_size
						   : a->area_size);
	a->mapping.file = layout->mapping.file;
	return 0;
}

/*
 * The file is one of tmpfs, which the kernel writes to no disk: so nothing
 * takes its pages away from the device at a time that nobody chose.
 */
int layout_open_memory(struct layout *layout)
{
	int file;

	/* The agent switches huge pages off where others use the kernel. */
	if (layout->mapping.thp)
		prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
	if (layout->mapping.hugetlb &&
	    kernel_number(FREE_PAGES) < huge_pages(layout))
		return -ENOMEM;
	if (!layout->mapping.mapped_file)
		return open_own_area(layout);
	file = memfd_create("mnbench", MFD_CLOEXEC);
	if (file < 0 || ftruncate(file, (off_t)layout->region_size))
		return -errno;
	layout->mapping.file = file;
	return open_own_area(layout);
}

/* Bytes of huge pages in VMAs that begin in [@from, @from + @size). */
static uint64_t huge_bytes(uintptr_t from, size_t size)
{
	uintptr_t start = 0, first, stop;
	FILE *smaps = fopen("/proc/self/smaps", "re");
	uint64_t bytes = 0, kb;
	char line[512];

	if (!smaps)
		return 0;
	while (fgets(line, sizeof(line), smaps)) {
		/* "AnonHugePages" begins with a digit, too. */
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &first, &stop) == 2)
			start = first;
		else if (start >= from && start - from < size &&
			 sscanf(line, "AnonHugePages: %" SCNu64, &kb) == 1)
			bytes += kb * 1024;
	}
	fclose(smaps);
	return bytes;
}

/* Each run begins a huge page. */
static int check_huge(const struct layout *layout)
{
	uint64_t bytes = huge_pages(layout) * BLOCK_BYTES;

	return huge_bytes(layout->region, layout->region_size) < bytes ? -ENOMEM
								       : 0;
}

int layout_check_huge(const struct layout *layout, size_t threads)
{
	const struct activity *a = &layout->activity;

	if (layout->area_of_region || !a->mapping.thp)
		return 0;
	if (layout->shared_size)
		return huge_bytes(layout->shared, layout->shared_size) <
				       threads * a->target_size
			       ? -ENOMEM
			       : 0;
	for (size_t i = 0; i < threads; i++)
		if (huge_bytes(a->area + i * layout->distance, a->area_size) <
		    a->target_size)
			return -ENOMEM;
	return 0;
}

/* Start a process that has all pages of the region, too, and keeps them. */
static int share(struct layout *layout)
{
	struct activity *a = &layout->activity;
	void *region = (void *)layout->region;
	int ret;

	if (madvise(region, layout->region_size, MADV_DOFORK))
		return -errno;
	ret = child_start(a, false);
	layout->source = a->child;
	a->child = 0;
	if (!ret && madvise(region, layout->region_size, MADV_DONTFORK))
		ret = -errno;
	if (!ret && madvise((void *)a->area, a->area_size, MADV_DOFORK))
		ret = -errno;
	return ret;
}

int layout_finish_memory(struct layout *layout)
{
	int ret = layout->mapping.thp ? check_huge(layout) : 0;

	if (!ret)
		ret = layout_check_huge(layout, 1);
	if (!ret && layout->shared_by_fork)
		ret = share(layout);
	if (!ret && layout->copied &&
	    madvise((void *)layout->region, layout->region_size, MADV_DOFORK))
		ret = -errno;
	return ret;
}

void layout_end(struct layout *layout)
{
	if (layout->source)
		child_end_pid(layout->source);
	layout->source = 0;
}
