// SPDX-License-Identifier: GPL-2.0-only
/* Bringing the kernel's slab allocator into a defined state. */
#include "agent/allocator.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/kernel.h"
#include "workload.h"

/*
 * Half of these VMAs have pages. That is more objects than the partly used
 * slabs of each cache have room for: some tens after a boot, because few
 * processes have run.
 */
#define VMAS 256

/* @caches: the folder of all caches, relative to which a path is short. */
static void shrink(int caches, const char *name)
{
	char path[NAME_MAX + sizeof("/shrink")];
	int fd;

	snprintf(path, sizeof(path), "%s/shrink", name);
	fd = openat(caches, path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (write(fd, "1", 1) != 1)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	close(fd);
}

void allocator_shrink(void)
{
	DIR *caches = opendir("/sys/kernel/slab");
	struct dirent *cache;

	/* Free what the last process left to RCU, and what that leaves. */
	kernel_quiesce();
	kernel_quiesce();
	if (!caches)
		return;
	while ((cache = readdir(caches)))
		/* A link is another name of a cache. */
		if (cache->d_type == DT_DIR && cache->d_name[0] != '.')
			shrink(dirfd(caches), cache->d_name);
	closedir(caches);
}

/* Make every other page a separate VMA, and populate it. */
static int cut_up(char *pages)
{
	for (size_t i = 0; i < VMAS; i += 2) {
		char *page = pages + i * PAGE_BYTES;

		if (mprotect(page, PAGE_BYTES, PROT_READ | PROT_WRITE))
			return -errno;
		*page = 1;
	}
	return 0;
}

/*
 * Allocating fills the partly used slabs, until the last objects come from a
 * new slab. When they are freed, all but the few that the tree keeps, this CPU
 * continues with that slab. On kernels with sheaves in front of the slabs,
 * those are full then.
 */
int allocator_free_slabs(void)
{
	size_t size = VMAS * PAGE_BYTES;
	char *pages = mmap(NULL, size, PROT_NONE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	int ret;

	if (pages == MAP_FAILED)
		return -errno;
	ret = cut_up(pages);
	munmap(pages, size);
	/* RCU frees the tree nodes, and on some kernels the VMAs. */
	return ret ? ret : kernel_quiesce();
}
