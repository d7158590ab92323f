// SPDX-License-Identifier: GPL-2.0-only
/* Mapping the VMAs of a program. */
#include "agent/layout_space.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/memory.h"

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

static uint64_t size_of_file(const struct address_space *space, uint64_t file)
{
	uint64_t size = 0;

	for (size_t i = 0; i < space->count; i++) {
		const struct space_vma *v = &space->vmas[i];

		if (v->file == file && v->offset + (v->end - v->start) > size)
			size = v->offset + (v->end - v->start);
	}
	return size;
}

/* Each file of the program becomes one of its own, as its locks do. */
static int open_files(const struct address_space *space, int *files)
{
	for (uint64_t i = 1; i <= space->files; i++) {
		files[i] = memfd_create("program", MFD_CLOEXEC);
		if (files[i] < 0 ||
		    ftruncate(files[i], (off_t)size_of_file(space, i)))
			return -errno;
	}
	return 0;
}

/* Whether the kernel would make one VMA of two. */
static bool could_merge(const struct space_vma *a, const struct space_vma *b)
{
	return a->end == b->start && a->file == b->file &&
	       a->readable == b->readable && a->writable == b->writable &&
	       a->executable == b->executable && a->shared == b->shared;
}

static int map_one(const struct space_vma *v, const int *files, bool no_dump)
{
	int prot = (v->readable ? PROT_READ : 0) |
		   (v->writable ? PROT_WRITE : 0) |
		   (v->executable ? PROT_EXEC : 0);
	int flags = (v->shared ? MAP_SHARED : MAP_PRIVATE) |
		    (v->file ? 0 : MAP_ANONYMOUS) | MAP_FIXED_NOREPLACE |
		    MAP_NORESERVE;
	size_t size = v->end - v->start;
	void *at = mmap((void *)v->start, size, prot, flags,
			v->file ? files[v->file] : -1, (off_t)v->offset);

	if (at == MAP_FAILED)
		return -errno;
	return no_dump && madvise(at, size, MADV_DONTDUMP) ? -errno : 0;
}

/*
 * Where the program had two VMAs that the kernel would merge here, a core dump
 * leaves out one of them, so that they differ, too.
 */
static int map_all(const struct address_space *space, const int *files)
{
	bool no_dump = false;
	int ret = 0;

	for (size_t i = 0; !ret && i < space->count; i++) {
		const struct space_vma *v = &space->vmas[i];

		no_dump = i && could_merge(v - 1, v) && !no_dump;
		ret = map_one(v, files, no_dump);
	}
	return ret;
}

static void use_pages(const struct address_space *space)
{
	for (size_t i = 0; i < space->count; i++) {
		const struct space_vma *v = &space->vmas[i];

		if (space_vma_is_written(v))
			touch_pages(v->start, PAGE_BYTES);
		else if (v->readable)
			read_pages(v->start, PAGE_BYTES);
	}
}

/* Whether the process has as many VMAs of the program as it should. */
static int check(const struct address_space *space)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	size_t count = 0;
	uint64_t start;
	char line[512];

	if (!maps)
		return -errno;
	while (fgets(line, sizeof(line), maps))
		count += sscanf(line, "%" SCNx64 "-", &start) == 1 &&
			 start >= SPACE_START && start < SPACE_END;
	fclose(maps);
	return count == space->count ? 0 : -ENOENT;
}

/* A fork copies VMAs that are private and have pages of their own. */
static void list_copied(struct layout *layout)
{
	const struct address_space *space = layout->space;
	struct copied_range *copied = must_alloc(space->count, sizeof(*copied));
	size_t count = 0;

	for (size_t i = 0; i < space->count; i++) {
		const struct space_vma *v = &space->vmas[i];

		if (space_vma_is_written(v))
			copied[count++] = (struct copied_range){
				v->start, v->end - v->start};
	}
	layout->activity.program = copied;
	layout->activity.program_count = count;
}

int layout_map_space(struct layout *layout)
{
	const struct address_space *space = layout->space;
	int *files = must_alloc(space->files + 1, sizeof(*files));
	int ret = open_files(space, files);

	if (!ret)
		ret = map_all(space, files);
	for (uint64_t i = 1; i <= space->files; i++)
		if (files[i] > 0)
			close(files[i]);
	free(files);
	if (ret)
		return ret;
	if (!space->count) /* the batch has not said what it is */
		return -ENOENT;
	use_pages(space);
	list_copied(layout);
	return check(space);
}
